//! The number of the incident that this one is a duplicate of.

use domain::incident::Press;
use leptos::prelude::*;

use super::AskForm;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::Checkbox;
use kit::components::text_field::TextField;

#[component]
pub fn MergeForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let into = KeptField::new(here, Ask::Merge, "into", "");
    let reopen = KeptField::new(here, Ask::Merge, "reopen", "");
    let send = move |()| {
        let press = Press::Merge { into: into.now(), reopen: reopen.now() == "on" };
        here.press(press, sending, move || here.answered(Ask::Merge), None);
    };
    let button =
        if here.peek(|view| view.reporters_told == 0) { "Merge it" } else { "Merge it and tell the reporters" };
    view! {
        <AskForm sending=sending fields=&["into"] button=Signal::derive(move || button.to_owned()) on_send=send>
            <TextField
                name="into"
                label="Number of the incident it is the same as"
                help="This one ends as merged and keeps all that was written. Whoever reported it gets the letters of the other one. It can be taken apart again within an hour."
                id="ask-into"
                value=into.now()
                error=sending.of_field("into")
                autocomplete="off"
                on_input=into.typed()
            />
            <Checkbox
                name="reopen"
                label="If that one is resolved, re-open it with this report"
                checked=reopen.now() == "on"
                on_change=Callback::new(move |on: bool| reopen.typed().run(if on { "on".to_owned() } else { String::new() }))
            />
        </AskForm>
    }
}
