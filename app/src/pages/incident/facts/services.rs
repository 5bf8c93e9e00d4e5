//! The services it affects: how, and from when to when.

use std::str::FromStr;

use domain::ids::ServiceId;
use domain::incident::{Press, Status};
use domain::locale::Locale;
use domain::service::Effect;
use domain::view::Choice;
use domain::view::incident::{AffectedView, Choices, IncidentFacts};
use leptos::prelude::*;

use super::choice::{Adder, offers};
use crate::components::choosing::PressingSelect;
use crate::pages::incident::on_screen::OnScreen;

#[component]
pub fn Services(here: OnScreen) -> impl IntoView {
    let affected = here.slice_facts(|facts| facts.affected.clone());
    let empty = move || affected.with(Vec::is_empty).then(|| view! { <p class="small quiet">"None named yet"</p> });
    view! {
        <h2>"Services"</h2>
        {empty}
        <ul class="effects">
            <For
                each=move || affected.get()
                key=|affected| (affected.service.id.clone(), affected.effect.code(), affected.named, affected.from.utc, affected.to.as_ref().map(|to| to.utc))
                let:affected
            >
                <AffectedLine here=here affected=affected/>
            </For>
        </ul>
        <AddService here=here/>
    }
}

#[component]
fn AffectedLine(here: OnScreen, affected: AffectedView) -> impl IntoView {
    let may = here.may_change_facts();
    let AffectedView { service, effect, named, from, to } = affected;
    let over = to.is_some();
    // The head says so of the incident; a service of it is no exception.
    let solved = here.slice(|view| view.considered_solved && view.status == Status::Mitigated);
    let since = from.text.clone();
    let span = move || match &to {
        Some(to) if named => format!("reported, not confirmed, from {since} to {}", to.text),
        Some(to) => format!("{} from {since} to {}", Locale::English.effect(effect), to.text),
        None if solved.get() => format!("since {since}; should work again, being watched"),
        None => format!("since {since}"),
    };
    let (now, words) = if named { ("", NAMED) } else { (effect.code(), effect_words(effect)) };
    let id = service.id.clone();
    let choose = Callback::new(move |chosen: String| {
        if let (Ok(service), Ok(effect)) = (ServiceId::from_str(&id), Effect::parse("effect", &chosen)) {
            here.press_now(Press::Affect { service, effect }, || {});
        }
    });
    let label = format!("How {} is affected", service.name);
    let offer = move |other: Effect| view! { <option value=other.code() selected=other.code() == now>{effect_words(other)}</option> };
    view! {
        <li>
            <span class=dot(effect, named, over)></span>
            <span class="grow">{service.name}</span>
            {(!over).then(|| view! {
                <PressingSelect now=Signal::stored(now.to_owned()) label=label hidden=Signal::derive(move || !may.get()) on_choose=choose>
                    {named.then(|| view! { <option value="" selected=true>{NAMED}</option> })}
                    {Effect::ALL.map(offer).collect_view()}
                </PressingSelect>
                <span class="quiet" hidden=move || may.get()>{words}</span>
            })}
            <small>{span}</small>
        </li>
    }
}

/// The services that can still be marked affected.
fn unaffected(facts: &IncidentFacts, choices: &Choices) -> Vec<Choice> {
    let is_hit = |service: &Choice| facts.affected.iter().any(|hit| hit.to.is_none() && hit.service.id == service.id);
    choices.services.iter().filter(|service| !is_hit(service)).cloned().collect()
}

/// Of a service that a report names and the team has said nothing of.
const NAMED: &str = "reported, not confirmed";

fn effect_words(effect: Effect) -> &'static str {
    match effect {
        Effect::NotAffected => "works again",
        other => Locale::English.effect(other),
    }
}

fn dot(effect: Effect, named: bool, over: bool) -> &'static str {
    match effect {
        _ if over => "dot dot-good",
        _ if named => "dot",
        Effect::Down => "dot dot-bad",
        Effect::Degraded => "dot dot-warn",
        Effect::NotAffected => "dot dot-good",
    }
}

/// Choosing one marks it as down; the list beside it then says otherwise.
#[component]
fn AddService(here: OnScreen) -> impl IntoView {
    let may = here.may_change_facts();
    let free = here.slice_choices(|facts, choices| offers(&unaffected(facts, choices), None));
    let add = Callback::new(move |chosen: String| {
        if let Ok(service) = ServiceId::from_str(&chosen) {
            here.press_now(Press::Affect { service, effect: Effect::Down }, || {});
        }
    });
    move || {
        let offers = free.get();
        (may.get() && !offers.is_empty()).then(|| {
            view! { <Adder offers=offers words="Add a service that is down…" on_add=add/> }
        })
    }
}
