//! Owner, incident manager and communications lead.

use std::str::FromStr;

use domain::ids::PersonId;
use domain::incident::{Press, Status};
use domain::view::Choice;
use domain::view::incident::May;
use leptos::prelude::*;

use super::choice::{FactChoice, eligible, offers};
use crate::pages::incident::on_screen::OnScreen;

#[component]
pub fn Roles(here: OnScreen) -> impl IntoView {
    let owner = here.slice_facts(|facts| facts.owner.clone());
    let manager = here.slice(|view| view.incident_manager.clone());
    let lead = here.slice(|view| view.communications_lead.clone());
    let acting = here.slice_facts(|facts| facts.acting);
    let confirm = move || {
        let manager = manager.get().filter(|_| acting.get())?;
        Some(view! { <Acting here=here manager=manager/> })
    };
    // Assigning is not taking.
    let reported = here.slice(|view| view.status == Status::Reported);
    let owner_label = Signal::derive(move || {
        let asked = reported.get() && owner.with(Option::is_some);
        if asked { "Asked to take it" } else { "Owner" }.to_owned()
    });
    let command = here.slice(|view| view.may.take_command);
    let take_command = move |_| here.press_now(Press::TakeCommand, || {});
    view! {
        <h2>"Facts"</h2>
        <dl class="facts">
            <Role here=here id="fact-owner" label=owner_label may=|may| may.change role=owner command=|owner| Press::Assign { owner }/>
            <Role
                here=here
                id="fact-manager"
                label="Incident manager"
                may=|may| may.name_command
                role=manager
                command=|person| Press::NameManager { person }
            />
            {confirm}
            <div class="fact-aside" hidden=move || !command.get()>
                <dt class="visually-hidden">"Command"</dt>
                <dd><button type="button" class="b b-link" on:click=take_command>"Take command"</button></dd>
            </div>
            <Role
                here=here
                id="fact-lead"
                label="Communications lead"
                may=|may| may.name_command
                role=lead
                command=|person| Press::NameCommunicationsLead { person }
            />
        </dl>
    }
}

#[component]
fn Role(
    here: OnScreen,
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    may: fn(&May) -> bool,
    role: Memo<Option<Choice>>,
    command: fn(Option<PersonId>) -> Press,
) -> impl IntoView {
    let restricted = here.slice(|view| view.restricted);
    let value = Memo::new(move |_| role.get().map(|person| person.id).unwrap_or_default());
    let people = here.slice_choices(move |facts, choices| {
        role.with(|role| offers(&eligible(restricted.get(), facts, choices), role.as_ref()))
    });
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
    let (person, words) =
        (manager.id.parse::<PersonId>().ok(), format!("Confirm {} as incident manager", manager.name));
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
                <button type="button" class="b b-link" title=words hidden=move || !may.get() on:click=confirm>"Confirm"</button>
            </dd>
        </div>
    }
}
