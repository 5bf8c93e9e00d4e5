//! The fields of planned work, new or known.

use domain::view::Choice;
use domain::view::planned::{PlannedPage, PlannedRow};
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::field::FieldError;
use kit::components::text_field::{AreaField, TextField};
use kit::routes;

/// `words` are the button's.
#[component]
pub fn PlannedForm(row: Option<PlannedRow>, page: PlannedPage, slip: Slip, words: &'static str) -> impl IntoView {
    let revision = row.as_ref().map(|row| row.revision);
    let of = |part: fn(&PlannedRow) -> &String| row.as_ref().map(|row| part(row).clone()).unwrap_or_default();
    let (begins, ends) = (of(|row| &row.begins_typed), of(|row| &row.ends_typed));
    let (public, note) = (of(|row| &row.line.words), of(|row| &row.note));
    let zone = format!("In your zone, {}.", page.zone);
    view! {
        <form class="form" method="post" action=routes::PLANNED novalidate=true>
            {slip.hidden()}
            {revision.map(|revision| slip.drawn_at(revision))}
            <Services row=row page=page slip=slip.clone()/>
            <div class="form-row">
                <TextField name="begins" id=slip.field("begins") kind="datetime-local" label="Begins" value=slip.value("begins", &begins) error=slip.error("begins") help=zone.clone()/>
                <TextField name="ends" id=slip.field("ends") kind="datetime-local" label="Ends" value=slip.value("ends", &ends) error=slip.error("ends") help=zone/>
            </div>
            <AreaField
                name="words"
                id=slip.field("words")
                label="What people notice"
                help="Everybody reads it, on the status page and before they report."
                value=slip.value("words", &public)
                error=slip.error("words")
                rows=2
            />
            <AreaField
                name="team_note"
                id=slip.field("team_note")
                label="Note for the team"
                value=slip.value("team_note", &note)
                error=slip.error("team_note")
                rows=2
                optional=true
            />
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

/// What it is on already is offered also when it was retired meanwhile.
#[component]
fn Services(row: Option<PlannedRow>, page: PlannedPage, slip: Slip) -> impl IntoView {
    let chosen = row.map(|row| row.line.services).unwrap_or_default();
    let retired = chosen.iter().filter(|one| !page.services.contains(one));
    let retired = retired.map(|one| Choice { name: format!("{} (retired)", one.name), ..one.clone() });
    let offered: Vec<_> = retired.chain(page.services.iter().cloned()).collect();
    let boxes = offered.into_iter().map(|service| {
        let now = chosen.iter().any(|one| one.id == service.id);
        let checked = slip.ticked("services", &service.id, now);
        view! { <Checkbox name="services" label=service.name value=service.id checked=checked/> }
    });
    let boxes: Vec<_> = boxes.collect();
    let none = boxes.is_empty();
    view! {
        <fieldset class="field" id=slip.field("services") tabindex="-1">
            <legend>"On which services"</legend>
            {none.then(|| view! { <p class="help">"There are none yet: an administrator adds them first."</p> })}
            <div class="starters">{boxes}</div>
            <FieldError id=slip.field("services") error=slip.error("services")/>
        </fieldset>
    }
}
