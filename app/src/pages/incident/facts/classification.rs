//! Priority with what it comes from, and the type.

use domain::classification::IncidentType;
use domain::incident::Press;
use domain::locale::Locale;
use leptos::prelude::*;

use super::choice::FactChoice;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::badge::PriorityMark;
use kit::components::choice_field::Offer;
use kit::components::icon::{Icon, Symbol};

#[component]
pub fn Classification(here: OnScreen) -> impl IntoView {
    let may = here.may_change_facts();
    let priority = here.slice(|view| (!view.kind.is_request()).then_some(view.priority));
    let request = move || priority.get().is_none();
    let aside = here.slice(|view| {
        if view.proposed != view.priority {
            return Some(format!("{} once taken", view.proposed.code()));
        }
        (view.computed != view.priority).then(|| format!("matrix: {}", view.computed.code()))
    });
    let levels = here.slice(|view| (view.impact, view.urgency));
    let kind = here.slice(|view| view.kind.code().to_owned());
    // A type that is offered no longer stands there for what has it.
    let kinds = here.slice(|view| {
        let offered = IncidentType::ALL.into_iter().filter(|kind| kind.is_offered() || *kind == view.kind);
        offered.map(|kind| Offer::new(kind.code(), Locale::English.incident_type(kind))).collect::<Vec<_>>()
    });
    let chosen = |code: String| IncidentType::parse("kind", &code).ok().map(|kind| Press::ChangeType { kind });
    view! {
        <dl class="facts">
            <div hidden=request>
                <dt>"Priority"</dt>
                <dd>
                    {move || view! { <PriorityMark priority=priority.get()/> }}
                    {move || aside.get().map(|words| view! { <span class="quiet">{words}</span> })}
                    <button
                        type="button"
                        class="b b-quiet b-icon b-small"
                        aria-label="Change the priority"
                        hidden=move || !may.get()
                        on:click=move |_| here.ask(Ask::Classify)
                    >
                        <Icon symbol=Symbol::Edit small=true/>
                    </button>
                </dd>
            </div>
            <div hidden=request><dt>"Impact"</dt><dd>{move || Locale::English.impact_sentence(levels.get().0)}</dd></div>
            <div hidden=request><dt>"Urgency"</dt><dd>{move || Locale::English.urgency_sentence(levels.get().1)}</dd></div>
            <FactChoice here=here label="Type" id="fact-kind" offers=kinds value=kind command=chosen/>
        </dl>
    }
}
