//! Cancelling an open incident: why it is none.

use domain::incident::{CancelReason, Press};
use domain::locale::Locale;
use leptos::prelude::*;

use super::last_word::{LastWord, LastWordField};
use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::pressed::Pressed;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::{Offer, RadioCards};

#[component]
pub fn CancelForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let words = KeptField::new(here, Ask::Cancel, "words", "");
    let why = KeptField::new(here, Ask::Cancel, "why", CancelReason::FalseAlarm.code());
    let last_word = LastWord::new(here, Ask::Cancel, "this turned out to be no incident. Nothing is expected of you.");
    let offers =
        CancelReason::ALL.map(|reason| Offer::new(reason.code(), Locale::English.cancel_choice(reason))).to_vec();
    let send = move |()| {
        let why = CancelReason::parse("why", &why.now()).unwrap_or(CancelReason::FalseAlarm);
        let command = Press::Cancel { why, words: words.now() };
        let pressed = Pressed { press: command, also: last_word.press() };
        here.press(pressed, sending, move || here.answered(Ask::Cancel), None);
    };
    let button = if here.peek(|view| view.reporters_told == 0) {
        "Cancel the incident"
    } else {
        "Cancel and tell the reporters"
    };
    view! {
        <AskForm sending=sending fields=&["words", "text"] button=Signal::derive(move || button.to_owned()) danger=true on_send=send>
            <RadioCards name="why" legend="Why it is no incident" offers=offers value=why.now() on_choose=why.typed()/>
            <StepWords
                field=words
                label="Words for the reporters"
                optional=true
                error=sending.of_field("words")
            />
            <LastWordField word=last_word sending=sending/>
        </AskForm>
    }
}
