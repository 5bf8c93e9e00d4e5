//! `/settings/playbooks`: the plans that checklists are copied from. All in one list; `?plan=` opens the form of one.

use backend::Result;
use domain::classification::IncidentType;
use domain::incident::Guidance;
use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::view::Choice;
use domain::view::account::FrameView;
use domain::view::checklist::{PlaybookRow, PlaybooksPage};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::Room;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::Checkbox;
use kit::components::field::FieldError;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::ground::may_on;
use kit::routes::PLAYBOOKS;

const SAID: &[(&str, &str)] = &[
    ("added", "The checklist is there."),
    ("changed", "Saved. What incidents have already stays as it is."),
    ("retired", "It is offered no longer. What incidents have of it stays."),
];

pub async fn playbooks(asked: &Asked) -> Result<Answer> {
    let page = asked.desk.playbooks_page(&asked.caller)?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    let said = words_for(asked.word("said"), SAID);
    let open = asked.word("plan").unwrap_or_else(|| state.value("id", ""));
    Document::new("Checklists", move || {
        view! { <Playbooks frame=frame page=page state=state said=said open=open/> }
    })
    .shown()
}

#[component]
fn Playbooks(
    frame: FrameView,
    page: PlaybooksPage,
    state: FormState,
    said: Option<String>,
    open: String,
) -> impl IntoView {
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Playbooks));
    let services = page.services;
    let chosen = page.playbooks.iter().find(|row| row.id == open).cloned();
    let lines =
        page.playbooks.into_iter().map(|row| view! { <Line here=row.id == open services=services.clone() row=row/> });
    let lines = lines.collect_view();
    let add = Slip::of(&state, "add", "");
    let offered = services.clone();
    let add = changes.then(|| {
        view! {
            <details class="fold panel" open=add.came_back()>
                <summary>"Add a checklist"</summary>
                <form class="form" method="post" action=PLAYBOOKS>
                    {add.hidden()}
                    <Fields slip=add.clone() row=blank() services=offered/>
                    <div><Button kind=ButtonKind::Primary submit=true>"Add"</Button></div>
                </form>
            </details>
        }
    });
    let opened = chosen.map(|row| view! { <Opened row=row state=state.clone() changes=changes services=services/> });
    let lead = "What to do, step by step, for whoever has never done it. A P1, P2 or major incident gets a copy of the one that fits best when it is taken; the others are offered.";
    view! {
        <Room frame=frame here=PLAYBOOKS title="Checklists" lead=lead>
            <News state=state said=said/>
            {opened}
            <ul class="rows">{lines}</ul>
            {add}
        </Room>
    }
}

#[component]
fn Line(row: PlaybookRow, services: Vec<Choice>, here: bool) -> impl IntoView {
    let href = format!("{PLAYBOOKS}?plan={}", row.id);
    let steps = Locale::English.count(row.guidance.len() as u64, "step", "steps");
    let about = about(&row, &services);
    view! {
        <li>
            <span class="grow">
                <a href=href rel="external" aria-current=here.then_some("true")>{row.name}</a>
                <small>{about}</small>
            </span>
            <span class="quiet nowrap">{steps}</span>
        </li>
    }
}

/// What it is for, in words.
fn about(row: &PlaybookRow, services: &[Choice]) -> String {
    let kinds = row.kinds.iter().map(|kind| Locale::English.incident_type(*kind).to_owned());
    let hit = services.iter().filter(|service| row.services.contains(&service.id)).map(|service| service.name.clone());
    let all: Vec<_> = kinds.chain(hit).collect();
    if all.is_empty() { "Begun by hand".to_owned() } else { all.join(", ") }
}

fn blank() -> PlaybookRow {
    let (id, name, steps) = (String::new(), String::new(), String::new());
    PlaybookRow { id, name, kinds: Vec::new(), services: Vec::new(), steps, guidance: Vec::new(), revision: 0 }
}

#[component]
fn Opened(row: PlaybookRow, state: FormState, changes: bool, services: Vec<Choice>) -> impl IntoView {
    let (slip, retire) = (Slip::of(&state, "change", &row.id), Slip::of(&state, "retire", &row.id));
    let (label, heading, revision) = (row.name.clone(), row.name.clone(), row.revision);
    let content = if changes {
        view! {
            <form class="form" method="post" action=PLAYBOOKS>
                {slip.hidden()}
                {slip.drawn_at(revision)}
                <Fields slip=slip.clone() row=row services=services/>
                <div><Button kind=ButtonKind::Primary submit=true>"Save"</Button></div>
            </form>
            <form class="form-section" method="post" action=PLAYBOOKS>
                {retire.hidden()}
                {retire.drawn_at(revision)}
                <div><Button kind=ButtonKind::Danger submit=true>"Take it away"</Button></div>
            </form>
        }
        .into_any()
    } else {
        view! { <Read guidance=row.guidance/> }.into_any()
    };
    view! { <section class="panel stack" aria-label=label><h2>{heading}</h2>{content}</section> }
}

#[component]
fn Read(guidance: Vec<Guidance>) -> impl IntoView {
    let line =
        |step: Guidance| view! { <li><span class="strong">{step.what}</span><p class="quiet">{step.how}</p></li> };
    view! { <ol class="rows">{guidance.into_iter().map(line).collect_view()}</ol> }
}

#[component]
fn Fields(slip: Slip, row: PlaybookRow, services: Vec<Choice>) -> impl IntoView {
    let kinds = IncidentType::ALL.into_iter().filter(|kind| !kind.is_request()).map(|kind| {
        let checked = slip.ticked("kinds", kind.code(), row.kinds.contains(&kind));
        view! { <Checkbox name="kinds" label=Locale::English.incident_type(kind) value=kind.code() checked=checked/> }
    });
    let kinds = kinds.collect_view();
    let boxes = services.into_iter().map(|service| {
        let checked = slip.ticked("services", &service.id, row.services.contains(&service.id));
        view! { <Checkbox name="services" label=service.name value=service.id checked=checked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <TextField name="name" id=slip.field("name") label="Name" value=slip.value("name", &row.name) error=slip.error("name") autocomplete="off"/>
        <fieldset class="field" id=slip.field("kinds") tabindex="-1">
            <legend>"For types"</legend>
            <p class="help">"With types and services ticked it is for both at once; with nothing ticked it is begun by hand only."</p>
            <div class="starters">{kinds}</div>
            <FieldError id=slip.field("kinds") error=slip.error("kinds")/>
        </fieldset>
        <fieldset class="field" id=slip.field("services") tabindex="-1">
            <legend>"For services"</legend>
            <div class="starters">{boxes}</div>
            <FieldError id=slip.field("services") error=slip.error("services")/>
        </fieldset>
        <AreaField
            name="steps"
            id=slip.field("steps")
            label="Steps"
            help="One to a line. A line that begins with - says how the step above it is done."
            value=slip.value("steps", &row.steps)
            error=slip.error("steps")
            rows=16
        />
    }
}
