//! A step that asks for a reason and nothing else.

use domain::incident::Press;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn ReasonForm(
    here: OnScreen,
    ask: Ask,
    /// What the reason makes a press.
    press: Callback<String, Press>,
    label: &'static str,
    button: &'static str,
) -> impl IntoView {
    let sending = Sending::new();
    let text = KeptField::new(here, ask, "reason", "");
    let send = move |()| here.press(press.run(text.now()), sending, move || here.answered(ask), None);
    view! {
        <AskForm sending=sending fields=&["reason"] button=Signal::derive(move || button.to_owned()) on_send=send>
            <StepWords field=text label=label error=sending.of_field("reason")/>
        </AskForm>
    }
}
