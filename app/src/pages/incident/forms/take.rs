//! Taking it with another priority than the proposed one, which asks for a reason.

use domain::classification::Priority;
use domain::incident::Command;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::components::choice_field::{Offer, RadioCards};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn TakeForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let reason = RwSignal::new(here.kept(Ask::Take));
    let priority = RwSignal::new(here.peek(|view| view.proposed));
    let offers = Priority::ALL.map(|priority| Offer::new(priority.code(), priority.code())).to_vec();
    let choose = Callback::new(move |code: String| {
        if let Ok(chosen) = Priority::parse("priority", &code) {
            priority.set(chosen);
        }
    });
    let send = move |()| {
        let command = Command::Take { priority: Some(priority.get_untracked()), reason: reason.get_untracked() };
        here.press(command, sending, move || here.answered(Ask::Take), None);
    };
    view! {
        <AskForm sending=sending fields=&["priority", "reason"] button=Signal::derive(move || format!("Take as {}", priority.get().code())) on_send=send>
            <RadioCards
                name="priority"
                legend="Priority"
                offers=offers
                value=priority.get_untracked().code()
                row=true
                error=sending.of_field("priority")
                on_choose=choose
            />
            <StepWords
                here=here
                ask=Ask::Take
                name="reason"
                label="Why another priority"
                text=reason
                help="Needed when it is not the proposed one."
                error=sending.of_field("reason")
            />
        </AskForm>
    }
}
