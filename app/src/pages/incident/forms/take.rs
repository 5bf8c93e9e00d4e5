//! Taking it with another priority than the proposed one, which asks for a reason.

use domain::classification::Priority;
use domain::incident::Press;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::reach::ReachHint;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::{Offer, RadioCards};

#[component]
pub fn TakeForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let reason = KeptField::new(here, Ask::Take, "reason", "");
    let priority = KeptField::new(here, Ask::Take, "priority", here.peek(|view| view.proposed.code()));
    let offers = Priority::ALL.map(|priority| Offer::new(priority.code(), priority.code())).to_vec();
    let send = move |()| {
        let chosen = Priority::parse("priority", &priority.now()).ok();
        let command = Press::Take { priority: chosen, reason: reason.now() };
        here.press(command, sending, move || here.answered(Ask::Take), None);
    };
    view! {
        <AskForm sending=sending fields=&["priority", "reason"] button=Signal::derive(move || format!("Take as {}", priority.get())) on_send=send>
            <ReachHint here=here/>
            <RadioCards
                name="priority"
                legend="Priority"
                offers=offers
                value=priority.now()
                row=true
                error=sending.of_field("priority")
                on_choose=priority.typed()
            />
            <StepWords
                field=reason
                label="Why another priority"
                help="Needed when it is not the proposed one."
                error=sending.of_field("reason")
            />
        </AskForm>
    }
}
