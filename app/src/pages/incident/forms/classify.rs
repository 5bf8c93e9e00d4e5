//! Impact, urgency and priority. The matrix answers at once; another priority asks for a reason.

use domain::classification::{Level, Priority};
use domain::incident::Command;
use domain::locale::Locale;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::components::choice_field::{Offer, SelectField};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn ClassifyForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let reason = RwSignal::new(here.kept(Ask::Classify));
    let (impact, urgency, priority, computed) =
        here.peek(|view| (view.impact, view.urgency, view.priority, view.computed));
    let impact = RwSignal::new(impact);
    let urgency = RwSignal::new(urgency);
    let chosen = RwSignal::new((priority != computed).then_some(priority));
    let matrix = move || Priority::from_matrix(impact.get(), urgency.get());
    let send = move |()| {
        let command = Command::Classify {
            impact: impact.get_untracked(),
            urgency: urgency.get_untracked(),
            priority: chosen.get_untracked(),
            reason: reason.get_untracked(),
        };
        here.press(command, sending, move || here.answered(Ask::Classify), None);
    };
    let choose = Callback::new(move |code: String| chosen.set(Priority::parse("priority", &code).ok()));
    let button = Signal::derive(move || format!("Set {}", chosen.get().unwrap_or_else(matrix).code()));
    view! {
        <AskForm sending=sending fields=&["impact", "urgency", "priority", "reason"] button=button on_send=send>
            <div class="form-row">
                <LevelField name="impact" label="How many are hit" level=impact words=Locale::impact_sentence/>
                <LevelField name="urgency" label="What it does to the work" level=urgency words=Locale::urgency_sentence/>
            </div>
            <p class="small">"The matrix says "<b>{move || matrix().code()}</b>". A critical service counts as at least medium."</p>
            <SelectField
                name="priority"
                label="Priority"
                id="ask-priority"
                offers=Priority::ALL.map(|priority| Offer::new(priority.code(), priority.code())).to_vec()
                value=chosen.get_untracked().map(Priority::code).unwrap_or_default()
                blank="As the matrix says"
                error=sending.of_field("priority")
                on_choose=choose
            />
            <StepWords
                here=here
                ask=Ask::Classify
                name="reason"
                label="Reason"
                text=reason
                optional=true
                help="Needed when the priority is not the matrix's."
                error=sending.of_field("reason")
            />
        </AskForm>
    }
}

#[component]
fn LevelField(
    name: &'static str,
    label: &'static str,
    level: RwSignal<Level>,
    words: fn(Locale, Level) -> &'static str,
) -> impl IntoView {
    let offers = Level::ALL.map(|level| Offer::new(level.code(), words(Locale::English, level))).to_vec();
    let choose = Callback::new(move |code: String| {
        if let Ok(chosen) = Level::parse(name, &code) {
            level.set(chosen);
        }
    });
    view! { <SelectField name=name label=label id=format!("ask-{name}") offers=offers value=level.get_untracked().code() on_choose=choose/> }
}
