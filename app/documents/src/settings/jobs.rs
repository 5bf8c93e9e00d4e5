//! `/settings/jobs`: what Sitrep does regularly by itself, what came of it, and a press to do it now. Timers that could
//! not fire stand below, while there are any.

use backend::Result;
use backend::jobs::{JobLine, JobsPage, StuckLine};
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, words_for};
use super::room::{JOBS, Room};
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::{Button, ButtonSize};
use kit::components::data_table::{DataTable, Head};
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;

pub async fn jobs(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.jobs_page(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let words = [("ran", "It ran. What came of it stands in its line."), ("runs", "It runs already. Look again soon.")];
    let said = words_for(asked.word("said"), &words);
    Document::new("Jobs", move || view! { <Jobs frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn Jobs(frame: FrameView, page: JobsPage, state: FormState, said: Option<String>) -> impl IntoView {
    let runs = may_on(&frame, Action::RunJobs, Object::Settings(Section::Jobs));
    let rows = page.jobs.into_iter().map(|job| view! { <Row job=job runs=runs/> }).collect_view();
    let mut heads = vec![Head::new("Job"), Head::new("Last run"), Head::new("What came of it"), Head::new("Next")];
    if runs {
        heads.push(Head::tight(""));
    }
    let stuck = (!page.stuck.is_empty()).then(|| view! { <Stuck timers=page.stuck/> });
    view! {
        <Room frame=frame here=JOBS title="Jobs" lead="What Sitrep does by itself, over and over, and what came of it.">
            <News state=state said=said/>
            <DataTable caption="Regular jobs" heads=heads>{rows}</DataTable>
            {stuck}
        </Room>
    }
}

#[component]
fn Row(job: JobLine, runs: bool) -> impl IntoView {
    let never = job.last.is_none();
    let last = match job.last {
        Some(at) => view! { <TimeText time=at/> }.into_any(),
        None => view! { <span class="quiet">"never"</span> }.into_any(),
    };
    let next = job.next.map(|at| view! { <TimeText time=at/>", " });
    let failed = (job.failures > 0).then(|| {
        let times = Locale::English.count(u64::from(job.failures), "time", "times");
        view! { <Badge tone=Tone::Bad symbol=Symbol::Alert>{format!("failed {times}")}</Badge> }
    });
    let press = runs.then(|| {
        let label = format!("Run now: {}", job.name);
        view! {
            <td class="tight">
                <form method="post" action=JOBS>
                    <input type="hidden" name="job" value=job.code/>
                    <Button size=ButtonSize::Small submit=true label=label>"Run now"</Button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{job.name}<small>{job.about}</small></th>
            <td data-label="Last run">{last}</td>
            <td class="wide" class:none=never><span class="row">{failed}{job.came}</span></td>
            <td data-label="Next"><span>{next}{job.every}</span></td>
            {press}
        </tr>
    }
}

#[component]
fn Stuck(timers: Vec<StuckLine>) -> impl IntoView {
    let rows = timers.into_iter().map(|timer| {
        view! {
            <tr>
                <th scope="row">{timer.what}</th>
                <td data-label="Due"><TimeText time=timer.due/></td>
                <td class="n" data-label="Tries">{timer.tries}</td>
                <td data-label="Next try"><TimeText time=timer.next/></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = vec![Head::new("What"), Head::new("Due"), Head::number("Tries"), Head::new("Next try")];
    view! {
        <div class="stack">
            <h2>"What could not happen in time"</h2>
            <Notice tone=Tone::Bad>"Each is tried again by itself until it happens. The log says what is in its way."</Notice>
            <DataTable caption="Timers that could not fire" heads=heads>{rows}</DataTable>
        </div>
    }
}
