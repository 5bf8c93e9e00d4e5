//! One piece of planned work, and what can be done with it as it stands: change, extend, end, tell.

use domain::locale::Locale;
use domain::planned::{Stage, Telling};
use domain::time::Moment;
use domain::view::planned::{PlannedAudience, PlannedPage, PlannedRow};
use leptos::prelude::*;

use super::form::PlannedForm;
use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::field::FieldError;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Opened(row: PlannedRow, page: PlannedPage, state: FormState) -> impl IntoView {
    let (now, stands) = (page.as_of, row.end.is_none());
    let heading = format!("Planned work on {}", row.line.names());
    let label = heading.clone();
    let note = (!row.note.is_empty() && !stands).then(|| row.note.clone());
    let slip = Slip::of(&state, "change", &row.id);
    view! {
        <section class="panel stack" aria-label=label>
            <div class="panel-head">
                <h2>{heading}</h2>
                <a class="b b-small b-quiet" href=routes::PLANNED rel="external">"Close"</a>
            </div>
            <p>{super::when(&row, now)}</p>
            {note.map(|note| view! { <p class="quiet">{note}</p> })}
            {stands.then(|| view! { <Ends row=row.clone() now=now state=state.clone()/> })}
            {stands.then(|| view! { <PlannedForm row=Some(row.clone()) page=page slip=slip words="Save"/> })}
            <Tell row=row now=now state=state/>
        </section>
    }
}

/// Longer, done, or not at all.
#[component]
fn Ends(row: PlannedRow, now: Moment, state: FormState) -> impl IntoView {
    let begun = row.line.stage(now) != Stage::Coming;
    let extend = Slip::of(&state, "extend", &row.id);
    let press = |act: &'static str, words: &'static str, kind: ButtonKind| {
        let slip = Slip::of(&state, act, &row.id);
        view! {
            <form method="post" action=routes::PLANNED>
                {slip.hidden()}
                {slip.drawn_at(row.revision)}
                <Button kind=kind submit=true>{words}</Button>
            </form>
        }
    };
    let extend = begun.then(|| {
        view! {
            <form class="form" method="post" action=routes::PLANNED novalidate=true>
                {extend.hidden()}
                {extend.drawn_at(row.revision)}
                <TextField name="ends" id=extend.field("ends") kind="datetime-local" label="Takes until" value=extend.value("ends", &row.ends_typed) error=extend.error("ends")/>
                <div><Button submit=true>"Extend it"</Button></div>
            </form>
        }
    });
    view! {
        <div class="row">
            {begun.then(|| press("finish", "It is finished", ButtonKind::Primary))}
            {press("cancel", "Call it off", ButtonKind::Danger)}
        </div>
        {extend}
    }
}

/// Audiences with how many people they are; nobody gets a letter but by this press.
#[component]
fn Tell(row: PlannedRow, now: Moment, state: FormState) -> impl IntoView {
    let slip = Slip::of(&state, "tell", &row.id);
    let telling = Telling::of(row.line.stage(now), row.end.as_ref().map(|(end, _)| *end));
    let what = format!("The letter says {}, with the words above.", Locale::English.planned_telling(telling));
    let boxes = row.audiences.into_iter().map(|PlannedAudience { id, name, people }| {
        let checked = slip.ticked("audiences", &id, false);
        let label = format!("{name} ({})", Locale::English.people(people));
        view! { <Checkbox name="audiences" label=label value=id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    let remind = row.may_remind.then(|| {
        let checked = !slip.value("remind", "").is_empty();
        view! { <Checkbox name="remind" label="Write to them once more the day before" checked=checked/> }
    });
    let reminded = (!row.reminded.is_empty())
        .then(|| view! { <p class="quiet">{format!("The day before, {} read of it once more.", row.reminded.join(", "))}</p> });
    let told = row.told.into_iter().map(|told| {
        let people = Locale::English.people(told.people);
        view! { <li><span class="grow">{format!("{people}: told {}", told.what)}</span><time datetime=told.at.iso>{told.at.text}</time></li> }
    });
    let told: Vec<_> = told.collect();
    view! {
        <form class="form-section form" method="post" action=routes::PLANNED>
            <h3>"Tell an audience"</h3>
            {slip.hidden()}
            {slip.drawn_at(row.revision)}
            <fieldset class="field" id=slip.field("audiences") tabindex="-1">
                <legend>"Who should know"</legend>
                <p class="help">{what}</p>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("audiences") error=slip.error("audiences")/>
            </fieldset>
            {remind}
            {reminded}
            <div><Button submit=true>"Send the letters"</Button></div>
            {(!told.is_empty()).then(|| view! { <ul class="rows" aria-label="Told so far">{told}</ul> })}
        </form>
    }
}
