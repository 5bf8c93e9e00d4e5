//! Resolving, alone or together with taking: how it was fixed, and since when it works again.

use domain::incident::{Press, Resolution};
use leptos::prelude::*;

use super::last_word::{LastWord, LastWordField};
use super::when::{WhenField, moment};
use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::pressed::Pressed;
use crate::pages::incident::sending::Sending;

#[component]
pub fn ResolveForm(here: OnScreen, ask: Ask) -> impl IntoView {
    let sending = Sending::new();
    let text = KeptField::new(here, ask, "resolution", "");
    let restored_at = KeptField::new(here, ask, "restored_at", "");
    let last_word = LastWord::new(here, ask, "it works again.");
    let takes = ask == Ask::TakeAndResolve;
    let send = move |()| {
        let (text, typed) = (text.now(), restored_at.now());
        let also = last_word.press();
        let command = async move {
            let resolution = Resolution { text, restored_at: moment("restored_at", typed).await? };
            let press = if takes { Press::TakeAndResolve { resolution } } else { Press::Resolve { resolution } };
            Ok(Pressed { press, also })
        };
        here.press_when(command, sending, move || here.answered(ask), None);
    };
    let people = here.peek(|view| view.reporters_told);
    let button = match (takes, people) {
        (true, 0) => "Take and resolve",
        (true, _) => "Take, resolve and tell the reporters",
        (false, 0) => "Resolve",
        (false, _) => "Resolve and tell the reporters",
    };
    view! {
        <AskForm sending=sending fields=&["resolution", "restored_at", "text"] button=Signal::derive(move || button.to_owned()) on_send=send>
            <StepWords
                field=text
                label="How it was fixed"
                help="The reporters read these words and are asked whether it works again."
                error=sending.of_field("resolution")
            />
            <LastWordField word=last_word sending=sending/>
            <WhenField here=here field=restored_at label="Works again since" error=sending.of_field("restored_at") now=true/>
        </AskForm>
    }
}
