//! Cancelling an open incident: why it is none.

use domain::incident::{CancelReason, Command};
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::components::choice_field::{Offer, RadioCards};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn CancelForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let words = RwSignal::new(here.kept(Ask::Cancel));
    let why = RwSignal::new(CancelReason::FalseAlarm);
    let offers = CancelReason::ALL.map(|reason| Offer::new(code(reason), sentence(reason))).to_vec();
    let choose = Callback::new(move |chosen: String| {
        if let Some(reason) = CancelReason::ALL.into_iter().find(|reason| code(*reason) == chosen) {
            why.set(reason);
        }
    });
    let send = move |()| {
        let command = Command::Cancel { why: why.get_untracked(), words: words.get_untracked() };
        here.press(command, sending, move || here.answered(Ask::Cancel), None);
    };
    let button = if here.peek(|view| view.reporters.is_empty()) {
        "Cancel the incident"
    } else {
        "Cancel and tell the reporters"
    };
    view! {
        <AskForm sending=sending fields=&["words"] button=Signal::derive(move || button.to_owned()) danger=true on_send=send>
            <RadioCards name="why" legend="Why it is no incident" offers=offers value=code(CancelReason::FalseAlarm) on_choose=choose/>
            <StepWords
                here=here
                ask=Ask::Cancel
                name="words"
                label="Words for the reporters"
                text=words
                optional=true
                error=sending.of_field("words")
            />
        </AskForm>
    }
}

fn code(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::FalseAlarm => "false_alarm",
        CancelReason::Request => "request",
        CancelReason::NotReproducible => "not_reproducible",
    }
}

fn sentence(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::FalseAlarm => "A false alarm: nothing was broken",
        CancelReason::Request => "A request: they want something new",
        CancelReason::NotReproducible => "Not reproducible: it does not show again",
    }
}
