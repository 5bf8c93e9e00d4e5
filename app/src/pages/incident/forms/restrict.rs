//! Who sees it changes, and "Undo" does not take that back: so both ways are explained before they are done.

use domain::incident::Press;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn RestrictForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let send = move |()| here.press(Press::Restrict, sending, move || here.answered(Ask::Restrict), None);
    view! {
        <AskForm sending=sending fields=&[] button=Signal::derive(|| "Restrict it".to_owned()) danger=true on_send=send>
            <div class="prose">
                <p>"From then on only its members see it: those who handle security reports, whoever holds a role on it, and you."</p>
                <p>"It gets a new number that says nothing, and public words are withdrawn. A member can lift the restriction, with a reason."</p>
            </div>
        </AskForm>
    }
}

/// What was written among a few is then read by the whole team.
#[component]
pub fn LiftForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let reason = KeptField::new(here, Ask::LiftRestriction, "reason", "");
    let send = move |()| {
        let press = Press::LiftRestriction { reason: reason.now() };
        here.press(press, sending, move || here.answered(Ask::LiftRestriction), None);
    };
    view! {
        <AskForm sending=sending fields=&["reason"] button=Signal::derive(|| "Let the whole team see it".to_owned()) danger=true on_send=send>
            <div class="prose">
                <p>"From then on everybody on the team sees it: its notes and who reported it, also what was written until now."</p>
                <p>"It gets a number like all others, and its present one leads there. Whoever reported it is told."</p>
            </div>
            <StepWords field=reason label="Why it need not be restricted" error=sending.of_field("reason")/>
        </AskForm>
    }
}
