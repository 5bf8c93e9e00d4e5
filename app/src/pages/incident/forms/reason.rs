//! The steps that ask for a reason and nothing else.

use domain::incident::Press;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn ReasonForm(here: OnScreen, ask: Ask) -> impl IntoView {
    let sending = Sending::new();
    let text = KeptField::new(here, ask, "reason", "");
    let send = move |()| {
        let reason = text.now();
        let command = match ask {
            Ask::Resume => Press::Resume { reason },
            Ask::Reopen => Press::Reopen { reason },
            Ask::DeclineMajor => Press::DeclineMajor { reason },
            _ => Press::ProposeMajor { reason },
        };
        here.press(command, sending, move || here.answered(ask), None);
    };
    let (label, button) = words(ask);
    view! {
        <AskForm sending=sending fields=&["reason"] button=Signal::derive(move || button.to_owned()) on_send=send>
            <StepWords field=text label=label error=sending.of_field("reason")/>
        </AskForm>
    }
}

/// What is asked, and the button.
fn words(ask: Ask) -> (&'static str, &'static str) {
    match ask {
        Ask::Resume => ("What does not hold", "Go on investigating"),
        Ask::Reopen => ("What is broken again", "Re-open it"),
        Ask::DeclineMajor => ("Why it is none", "Decline"),
        _ => ("Why it needs immediate, coordinated response", "Propose it to the managers"),
    }
}
