//! The fields of an action, new or known.

use domain::action::{ActionKind, WATCH_DAYS};
use domain::classification::IncidentType;
use domain::locale::Locale;
use domain::view::Choice;
use domain::view::actions::{ActionsPage, OpenedAction};
use leptos::prelude::*;

use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::{AreaField, TextField};
use kit::routes;

/// `words` are the button's.
#[component]
pub fn ActionForm(opened: Option<OpenedAction>, page: ActionsPage, slip: Slip, words: &'static str) -> impl IntoView {
    let revision = opened.as_ref().map(|opened| opened.revision);
    let typed = opened.as_ref().map(|opened| opened.typed.clone());
    let is_new = typed.is_none();
    let typed = typed.unwrap_or_default();
    let number = is_new.then(|| {
        view! {
            <TextField name="number" id=slip.field("number") label="Incident" help="Its number, such as INC-42." value=slip.value("number", &page.number) error=slip.error("number")/>
        }
    });
    let kinds = ActionKind::ALL.map(|kind| Offer::new(kind.code(), Locale::English.action_kind(kind))).to_vec();
    let people = offers(&page.people, &typed.owner);
    view! {
        <form class="form" method="post" action=routes::ACTIONS novalidate=true>
            {slip.hidden()}
            {revision.map(|revision| slip.drawn_at(revision))}
            {number}
            <AreaField name="words" id=slip.field("words") label="What is to be done" rows=2 value=slip.value("words", &typed.words) error=slip.error("words")/>
            <SelectField name="kind" id=slip.field("kind") label="What it does" offers=kinds value=slip.value("kind", &typed.kind) blank="Choose" error=slip.error("kind")/>
            <div class="form-row">
                <SelectField name="owner" id=slip.field("owner") label="Who does it" offers=people value=slip.value("owner", &typed.owner.id) blank="Choose" error=slip.error("owner")/>
                <TextField name="due" id=slip.field("due") kind="date" label="Until when" value=slip.value("due", &typed.due) error=slip.error("due")/>
            </div>
            <Prevents typed=typed page=page slip=slip/>
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

/// What a later incident is compared with.
#[component]
fn Prevents(typed: domain::view::actions::TypedAction, page: ActionsPage, slip: Slip) -> impl IntoView {
    let services = offers(&page.services, &typed.prevents_service);
    let kinds = IncidentType::ALL.into_iter().filter(|kind| !kind.is_request());
    let kinds = kinds.map(|kind| Offer::new(kind.code(), Locale::English.incident_type(kind))).collect();
    let days = if typed.watch_days.is_empty() { WATCH_DAYS.to_string() } else { typed.watch_days };
    view! {
        <fieldset class="form-section form">
            <legend>"What it should prevent"</legend>
            <p class="help">"Once it is done, a new incident that fits everything you fill in here asks its owner: did it work?"</p>
            <SelectField name="prevents_service" id=slip.field("prevents_service") label="It hits this service, or one that needs it" offers=services value=slip.value("prevents_service", &typed.prevents_service.id) blank="Any service" error=slip.error("prevents_service") optional=true/>
            <SelectField name="prevents_kind" id=slip.field("prevents_kind") label="It is of this type" offers=kinds value=slip.value("prevents_kind", &typed.prevents_kind) blank="Any type" error=slip.error("prevents_kind") optional=true/>
            <TextField name="prevents_words" id=slip.field("prevents_words") label="Its title speaks of" help="A few words, as somebody would report it." value=slip.value("prevents_words", &typed.prevents_words) error=slip.error("prevents_words") optional=true/>
            <TextField name="watch_days" id=slip.field("watch_days") label="Watch for so many days after it is done" value=slip.value("watch_days", &days) error=slip.error("watch_days")/>
        </fieldset>
    }
}

/// What stands there already is offered also when it left meanwhile.
fn offers(all: &[Choice], now: &Choice) -> Vec<Offer> {
    let gone = (!now.id.is_empty() && !all.iter().any(|one| one.id == now.id)).then(|| now.clone());
    gone.iter().chain(all).map(|one| Offer::new(one.id.clone(), one.name.clone())).collect()
}
