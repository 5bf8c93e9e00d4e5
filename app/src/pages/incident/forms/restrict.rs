//! Restricting cannot be taken back, so it is the one press that is explained before it is done.

use domain::incident::Press;
use leptos::prelude::*;

use super::AskForm;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn RestrictForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let send = move |()| here.press(Press::Restrict, sending, move || here.answered(Ask::Restrict), None);
    view! {
        <AskForm sending=sending fields=&[] button=Signal::derive(|| "Restrict it for good".to_owned()) danger=true on_send=send>
            <div class="prose">
                <p>"From then on only its members see it: those who handle security reports, whoever holds a role on it, and you."</p>
                <p>"It gets a new number that says nothing, public words are withdrawn, and it cannot be opened again."</p>
            </div>
        </AskForm>
    }
}
