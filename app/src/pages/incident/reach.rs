//! What else is hit while it is open, and which service it may have in common with others.

use domain::classification::Priority;
use domain::locale::Locale;
use domain::service::Criticality;
use domain::view::reach::{CommonCause, HitService, OpenOne};
use leptos::prelude::*;

use crate::pages::incident::on_screen::OnScreen;
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::icon::{Icon, Symbol};
use kit::routes;

/// Among the facts: nothing where nothing else is hit.
#[component]
pub fn WhatElse(here: OnScreen) -> impl IntoView {
    let hit = here.slice(|view| (view.reach.hit.clone(), view.reach.more));
    move || {
        let (hit, more) = hit.get();
        (!hit.is_empty()).then(|| {
            view! {
                <div class="panel">
                    <h2>"What else is hit"</h2>
                    <ul class="effects">{hit.into_iter().map(line).collect_view()}</ul>
                    {(more > 0).then(|| view! { <p class="small quiet">{Locale::English.count(more, "further service", "further services")}</p> })}
                    <Proposal here=here/>
                </div>
            }
        })
    }
}

fn line(hit: HitService) -> impl IntoView {
    let critical = hit.criticality == Criticality::Critical;
    view! {
        <li>
            <span class="dot"></span>
            <span class="grow">{hit.service.name}</span>
            {if critical {
                view! { <Badge tone=Tone::Bad>"critical"</Badge> }.into_any()
            } else {
                view! { <span class="quiet">{Locale::English.criticality(hit.criticality)}</span> }.into_any()
            }}
            <small>{if hit.direct { "needs it" } else { "through others" }}</small>
        </li>
    }
}

/// The impact that this comes to, where it is more than the one it has.
#[component]
fn Proposal(here: OnScreen) -> impl IntoView {
    let proposed =
        here.slice(|view| view.reach.impact.map(|impact| (impact, Priority::from_matrix(impact, view.urgency))));
    move || {
        proposed.get().map(|(impact, priority)| {
            let words = Locale::English.impact_sentence(impact);
            view! { <p class="small">"With a critical service hit, reckon with at least \""{words}"\": the matrix then says "<b>{priority.code()}</b>"."</p> }
        })
    }
}

/// In a dialog that asks for a priority: the same in one line.
#[component]
pub fn ReachHint(here: OnScreen) -> impl IntoView {
    let hit = here.slice(|view| {
        let name = |hit: &HitService| match hit.criticality {
            Criticality::Critical => format!("{} (critical)", hit.service.name),
            Criticality::Normal | Criticality::Low => hit.service.name.clone(),
        };
        let mut names: Vec<String> = view.reach.hit.iter().map(name).collect();
        if view.reach.more > 0 {
            names.push(format!("{} more", view.reach.more));
        }
        names.join(", ")
    });
    move || {
        let names = hit.get();
        (!names.is_empty())
            .then(|| view! { <p class="small"><b>"What else is hit: "</b>{names}</p> <Proposal here=here/> })
    }
}

/// Above the timeline.
#[component]
pub fn CauseHint(here: OnScreen) -> impl IntoView {
    let causes = here.slice(|view| view.reach.causes.clone());
    move || causes.get().into_iter().map(|cause| view! { <Cause cause=cause of_this=true/> }).collect_view()
}

/// "Possible common cause", with the incidents that have it.
#[component]
pub fn Cause(cause: CommonCause, #[prop(optional)] of_this: bool) -> impl IntoView {
    let CommonCause { service, incidents, more } = cause;
    let link = |(place, one): (usize, OpenOne)| {
        let href = routes::incident(&one.number);
        view! { {(place > 0).then_some(", ")}<a href=href title=one.title>{one.number}</a> }
    };
    let links = incidents.into_iter().enumerate().map(link).collect_view();
    let (also, began) = if of_this { ("also ", "this one") } else { ("", "each other") };
    view! {
        <div class="notice is-calm">
            <Icon symbol=Symbol::Info/>
            <p>"Possible common cause: "<b>{service.name}</b>". Hit or needed "{also}"in "{links}{(more > 0).then(|| format!(" and {more} more"))}", which began within four hours of "{began}"."</p>
        </div>
    }
}
