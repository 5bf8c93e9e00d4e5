//! Owner, incident manager and communications lead.

use std::str::FromStr;

use domain::ids::PersonId;
use domain::incident::Press;
use domain::view::Choice;
use domain::view::incident::{IncidentView, May};
use leptos::prelude::*;

use super::choice::{FactChoice, eligible, offers};
use crate::pages::incident::on_screen::OnScreen;

#[component]
pub fn Roles(here: OnScreen) -> impl IntoView {
    let acting = here.slice(|view| view.acting.then(|| view.incident_manager.clone()).flatten());
    let confirm = move || {
        let manager = acting.get()?;
        Some(view! { <Acting here=here manager=manager/> })
    };
    view! {
        <h2>"Facts"</h2>
        <dl class="facts">
            <Role here=here id="fact-owner" label="Owner" may=|may| may.change role=|view| view.owner.as_ref() command=|owner| Press::Assign { owner }/>
            <Role
                here=here
                id="fact-manager"
                label="Incident manager"
                may=|may| may.name_command
                role=|view| view.incident_manager.as_ref()
                command=|person| Press::NameManager { person }
            />
            {confirm}
            <Role
                here=here
                id="fact-lead"
                label="Communications lead"
                may=|may| may.name_command
                role=|view| view.communications_lead.as_ref()
                command=|person| Press::NameCommunicationsLead { person }
            />
        </dl>
    }
}

#[component]
fn Role(
    here: OnScreen,
    id: &'static str,
    label: &'static str,
    may: fn(&May) -> bool,
    role: fn(&IncidentView) -> Option<&Choice>,
    command: fn(Option<PersonId>) -> Press,
) -> impl IntoView {
    let value = here.slice(move |view| role(view).map(|person| person.id.clone()).unwrap_or_default());
    let people = here.slice_choices(move |view, choices| offers(&eligible(view, choices), role(view)));
    let chosen = move |id: String| {
        if id.is_empty() {
            Some(command(None))
        } else {
            PersonId::from_str(&id).ok().map(|person| command(Some(person)))
        }
    };
    let may = here.slice(move |view| may(&view.may) && !view.status.is_final());
    view! { <FactChoice here=here label=label may=may id=id offers=people value=value none="nobody" command=chosen/> }
}

/// They hold the role because they took it first; a manager confirms or replaces them.
#[component]
fn Acting(here: OnScreen, manager: Choice) -> impl IntoView {
    let may = here.slice(|view| view.may.decide_major && !view.status.is_final());
    let person = manager.id.parse::<PersonId>().ok();
    let confirm = move |_| {
        if let Some(person) = person {
            here.press_now(Press::NameManager { person: Some(person) }, || {});
        }
    };
    view! {
        <div class="fact-aside">
            <dt class="visually-hidden">"Acting"</dt>
            <dd>
                <span class="quiet">"acting, because they took it first"</span>
                <button type="button" class="b b-link" hidden=move || !may.get() on:click=confirm>"Confirm"</button>
            </dd>
        </div>
    }
}
