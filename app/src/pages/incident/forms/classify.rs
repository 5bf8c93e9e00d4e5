//! Impact, urgency and priority. The matrix answers at once; another priority asks for a reason.

use domain::classification::{Level, Priority};
use domain::incident::Press;
use domain::locale::Locale;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::reach::ReachHint;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::{Offer, SelectField};

#[component]
pub fn ClassifyForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let (impact, urgency, priority, computed) =
        here.peek(|view| (view.impact, view.urgency, view.priority, view.computed));
    let own = if priority == computed { "" } else { priority.code() };
    let field = |name: &'static str, usual: &str| KeptField::new(here, Ask::Classify, name, usual);
    let reason = field("reason", "");
    let levels = (field("impact", impact.code()), field("urgency", urgency.code()));
    let chosen = field("priority", own);
    // What is chosen from a list of levels is one.
    let level = |field: KeptField, words: String| Level::parse(field.name, &words).unwrap_or(Level::Medium);
    let matrix = move || Priority::from_matrix(level(levels.0, levels.0.get()), level(levels.1, levels.1.get()));
    let priority = |code: &str| Priority::parse("priority", code).ok();
    let send = move |()| {
        let command = Press::Classify {
            impact: level(levels.0, levels.0.now()),
            urgency: level(levels.1, levels.1.now()),
            priority: priority(&chosen.now()),
            reason: reason.now(),
        };
        here.press(command, sending, move || here.answered(Ask::Classify), None);
    };
    let button = Signal::derive(move || format!("Set {}", priority(&chosen.get()).unwrap_or_else(matrix).code()));
    view! {
        <AskForm sending=sending fields=&["impact", "urgency", "priority", "reason"] button=button on_send=send>
            <ReachHint here=here/>
            <div class="form-row">
                <LevelField field=levels.0 label="How many are hit" words=Locale::impact_sentence/>
                <LevelField field=levels.1 label="What it does to the work" words=Locale::urgency_sentence/>
            </div>
            <p class="small">"The matrix says "<b>{move || matrix().code()}</b>". A critical service that is down or degraded, or that three people have trouble with, counts as at least medium."</p>
            <SelectField
                name="priority"
                label="Priority"
                id="ask-priority"
                offers=Priority::ALL.map(|priority| Offer::new(priority.code(), priority.code())).to_vec()
                value=chosen.now()
                blank="As the matrix says"
                error=sending.of_field("priority")
                on_choose=chosen.typed()
            />
            <StepWords
                field=reason
                label="Reason"
                optional=true
                help="Needed when the priority is not the matrix's."
                error=sending.of_field("reason")
            />
        </AskForm>
    }
}

#[component]
fn LevelField(field: KeptField, label: &'static str, words: fn(Locale, Level) -> &'static str) -> impl IntoView {
    let offers = Level::ALL.map(|level| Offer::new(level.code(), words(Locale::English, level))).to_vec();
    let name = field.name;
    view! { <SelectField name=name label=label id=format!("ask-{name}") offers=offers value=field.now() on_choose=field.typed()/> }
}
