//! `/planned`: what is worked on, what comes, what was. Whoever works on incidents adds to it, changes it in the form
//! that `?planned=` opens, ends it, and tells audiences of it. Visitors read the public words on `/status` and `/report`.

mod form;
mod opened;

use backend::Result;
use domain::locale::Locale;
use domain::planned::Stage;
use domain::time::Moment;
use domain::view::account::FrameView;
use domain::view::planned::{PlannedPage, PlannedRow};
use leptos::prelude::*;

use crate::settings::returned::{News, Slip, words_for};
use crate::{Answer, Asked, Document};

use form::PlannedForm;
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;
use opened::Opened;

const SAID: &[(&str, &str)] = &[
    ("added", "It stands on the status page now. Nobody was written to: tell an audience when they should know."),
    ("changed", "Saved."),
    ("finished", "Finished. Who was told of it can be told that as well."),
    ("cancelled", "Called off. Who was told of it should hear that as well."),
];

pub async fn page(asked: &Asked) -> Result<Answer> {
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let open = asked.word("planned").unwrap_or_else(|| state.value("id", ""));
    let page = asked.desk.planned_page(&asked.caller, &open)?;
    let said = asked.word("said");
    let told = said.as_deref().and_then(|said| said.strip_prefix("told-")).and_then(|people| people.parse().ok());
    let said = told.map(sent).or_else(|| words_for(said, SAID));
    Document::new("Planned work", move || {
        view! { <Planned frame=frame page=page state=state said=said open=open/> }
    })
    .shown()
}

fn sent(people: u64) -> String {
    match people {
        0 => "Nobody is in there who may be written to and wants these letters.".to_owned(),
        people => format!("A letter to {} leaves in a few seconds.", Locale::English.people(people)),
    }
}

#[component]
fn Planned(frame: FrameView, page: PlannedPage, state: FormState, said: Option<String>, open: String) -> impl IntoView {
    let now = page.as_of;
    let mut all = page.standing.iter().chain(&page.past);
    let opened = all.find(|row| row.id == open).cloned();
    let opened = opened.map(|row| view! { <Opened row=row page=page.clone() state=state.clone()/> });
    let (coming, running): (Vec<_>, Vec<_>) =
        page.standing.iter().cloned().partition(|row| row.line.stage(now) == Stage::Coming);
    let slip = Slip::of(&state, "add", "");
    let nothing = page.standing.is_empty() && page.past.is_empty();
    let adds = slip.came_back() || nothing;
    let empty = nothing.then(|| {
        view! {
            <EmptyState symbol=Symbol::Wrench title="Nothing is planned">
                <p>"Write down when you work on a service: it stands on the status page, and whoever reports trouble reads of it first."</p>
            </EmptyState>
        }
    });
    view! {
        <Framed frame=frame here=routes::PLANNED>
            <main id="main" class="page">
                <div class="page-head">
                    <h1 tabindex="-1">"Planned work"</h1>
                    <p class="page-lead">"Who works on what, and when. Reports come in all the same; nobody gets a letter until somebody presses Send."</p>
                </div>
                <News state=state said=said/>
                {opened}
                {empty}
                <Listed heading="Now" rows=running now=now/>
                <Listed heading="Coming" rows=coming now=now/>
                <details class="fold panel" open=adds>
                    <summary>"Plan work"</summary>
                    <PlannedForm row=None page=page.clone() slip=slip words="Plan it"/>
                </details>
                <Listed heading="Was" rows=page.past now=now/>
            </main>
        </Framed>
    }
}

/// Nothing at all where there is none.
#[component]
fn Listed(heading: &'static str, rows: Vec<PlannedRow>, now: Moment) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(|row| view! { <Line row=row now=now/> }).collect_view();
        view! {
            <section class="stack stack-tight" aria-label=heading>
                <h2>{heading}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    })
}

#[component]
fn Line(row: PlannedRow, now: Moment) -> impl IntoView {
    let href = format!("{}?planned={}", routes::PLANNED, row.id);
    let overrun = row.end.is_none() && row.line.stage(now) == Stage::Overrun;
    let when = when(&row, now);
    view! {
        <li>
            <span class="grow">
                <a href=href rel="external">{row.line.names()}</a>
                <small>{when}</small>
                <small>{row.line.words}</small>
            </span>
            {overrun.then(|| view! { <Badge tone=Tone::Warn symbol=Symbol::Clock>"past its end"</Badge> })}
        </li>
    }
}

/// What is over says how it ended and when, beside when it was planned.
fn when(row: &PlannedRow, now: Moment) -> String {
    match &row.end {
        None => row.line.when(now),
        Some((end, at)) => {
            let (begins, ends) = (&row.line.begins.text, &row.line.ends.text);
            format!("{} {}; planned from {begins} until {ends}", Locale::English.planned_end(*end), at.text)
        }
    }
}
