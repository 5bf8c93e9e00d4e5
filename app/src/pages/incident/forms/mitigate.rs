//! Mitigated, which people read as being watched: what was done, and whether it works again for everybody, which stops the resolution clock.

use domain::incident::Press;
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
pub fn MitigateForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let what = KeptField::new(here, Ask::Mitigate, "what", "");
    let works = KeptField::new(here, Ask::Mitigate, "works", "yes");
    let last_word = LastWord::new(here, Ask::Mitigate, "it should work again. We are watching whether it holds.");
    let offers = vec![
        Offer::new("yes", "Yes, for everybody").explained("It counts as solved and is watched."),
        Offer::new("no", "Not for everybody").explained("Work goes on; the clock keeps running."),
    ];
    let send = move |()| {
        let command = Press::Mitigate { what: what.now(), works: works.now() == "yes" };
        let pressed = Pressed { press: command, also: last_word.press() };
        here.press(pressed, sending, move || here.answered(Ask::Mitigate), None);
    };
    view! {
        <AskForm sending=sending fields=&["what", "text"] button=Signal::derive(|| "Watch it".to_owned()) on_send=send>
            <StepWords field=what label="What was done" error=sending.of_field("what")/>
            <RadioCards
                name="works"
                legend="Does it work again for everybody?"
                offers=offers
                value=works.now()
                row=true
                on_choose=works.typed()
            />
            <LastWordField word=last_word sending=sending/>
        </AskForm>
    }
}
