//! `/on-call`: who is on duty now, where nobody will be, a month at a glance, and what is entered about it. The team
//! reads it and enters its own absences and swaps; managers change rotations in the form that `?rotation=` opens.

mod entered;
mod feed;
mod month;
mod now;
mod rotation;

use backend::Result;
use backend::duty::{DutyPage, StepRow};
use domain::permissions::{Action, Object};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::settings::returned::{News, words_for};
use crate::{Answer, Asked, Document};
use entered::{Away, Instead};
use feed::Feed;
use kit::form::FormState;
use kit::ground::{Framed, may_on};
use kit::routes;
use month::MonthTable;
use now::{Gaps, Now};
use rotation::{AddRotation, Opened, Rotations};

const SAID: &[(&str, &str)] = &[
    ("added", "Added. The month below shows the turns."),
    ("changed", "Saved."),
    ("removed", "Removed, with the swaps that were entered for it."),
    ("instead", "Entered. It holds over turns, hours and absences."),
    ("taken-back", "Taken back."),
    ("away", "Entered. The next in order takes the turns."),
    ("feed", "Made. Copy the links below into your calendar; those of before open nothing any more."),
    ("ended", "Ended. The links open nothing any more."),
    ("back", "Taken back. The turns are as before."),
];

/// As `duty/alert.rs` in the backend does it: "first whoever is on duty, after 10 minutes the managers".
fn escalates(steps: &[StepRow]) -> String {
    let mut words =
        String::from("With nobody on duty the managers are told. A P1 that nobody has seen or taken goes on");
    for (before, row) in steps.iter().zip(steps.iter().skip(1)) {
        words.push_str(&format!(", after {} minutes to {}", before.minutes, row.whom));
    }
    words + ". A P2 waits twice as long."
}

pub async fn page(asked: &Asked) -> Result<Answer> {
    let duty = asked.desk.duty_page(&asked.caller, &asked.word("month").unwrap_or_default()).await?;
    let home = asked.desk.settings()?.public_url.unwrap_or_else(|| asked.address.clone());
    let feed = duty.feed.as_ref().map(|token| format!("{home}{}", routes::duty_calendar(token)));
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let held = asked.desk.open_incidents_held(&asked.caller)?;
    let said = words_for(asked.word("said"), SAID);
    let open = asked.word("rotation").unwrap_or_else(|| state.value("id", ""));
    Document::new(
        "On call",
        move || view! { <OnCall frame=frame duty=duty feed=feed state=state said=said open=open held=held/> },
    )
    .shown()
}

#[component]
fn OnCall(
    frame: FrameView,
    duty: DutyPage,
    feed: Option<String>,
    state: FormState,
    said: Option<String>,
    open: String,
    held: u64,
) -> impl IntoView {
    let manages = may_on(&frame, Action::Change, Object::Duty);
    let begun = !duty.rotations.is_empty();
    let lead = if begun {
        format!("Who is told of what is new. {} Times are in {}.", escalates(&duty.steps.steps), duty.zone)
    } else if duty.escalates {
        format!("No rotation yet: nobody is on duty. {}", escalates(&duty.steps.steps))
    } else {
        "No rotation yet: everybody on the team is told of what is new. Being away can be entered all the same."
            .to_owned()
    };
    let opened = duty.rotations.iter().find(|row| manages && row.id == open).cloned();
    let opened = opened.map(|row| view! { <Opened row=row duty=duty.clone() state=state.clone()/> });
    let shown = begun.then(|| {
        view! {
            <Now rows=duty.now.clone()/>
            <Gaps rows=duty.gaps.clone()/>
            <MonthTable month=duty.month.clone()/>
            <Instead duty=duty.clone() state=state.clone() manages=manages/>
        }
    });
    let rotations = (manages && begun).then(|| view! { <Rotations rows=duty.rotations.clone()/> });
    let add = manages.then(|| view! { <AddRotation duty=duty.clone() state=state.clone()/> });
    let page = view! {
        <main id="main" class="page">
            <div class="page-head"><h1 tabindex="-1">"On call"</h1><p class="page-lead">{lead}</p></div>
            <News state=state.clone() said=said/>
            {opened}
            {shown}
            <Away duty=duty state=state manages=manages held=held/>
            <p><a href=routes::ESCALATION rel="external">"The steps of escalation"</a></p>
            {begun.then(|| view! { <Feed address=feed/> })}
            {rotations}
            {add}
        </main>
    };
    view! { <Framed frame=frame here=routes::ON_CALL>{page}</Framed> }
}
