//! Mitigated: what was done, and whether it works again for everybody, which stops the resolution clock.

use domain::incident::Command;
use leptos::prelude::*;

use super::{AskForm, StepWords};
use crate::components::choice_field::{Offer, RadioCards};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn MitigateForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let what = RwSignal::new(here.kept(Ask::Mitigate));
    let works = RwSignal::new(true);
    let offers = vec![
        Offer::new("yes", "Yes, for everybody").explained("It counts as solved and is watched."),
        Offer::new("no", "Not for everybody").explained("Work goes on; the clock keeps running."),
    ];
    let send = move |()| {
        let command = Command::Mitigate { what: what.get_untracked(), works: works.get_untracked() };
        here.press(command, sending, move || here.answered(Ask::Mitigate), None);
    };
    view! {
        <AskForm sending=sending fields=&["what"] button=Signal::derive(|| "Mark as mitigated".to_owned()) on_send=send>
            <StepWords here=here ask=Ask::Mitigate name="what" label="What was done" text=what error=sending.of_field("what")/>
            <RadioCards
                name="works"
                legend="Does it work again for everybody?"
                offers=offers
                value="yes"
                row=true
                on_choose=Callback::new(move |code: String| works.set(code == "yes"))
            />
        </AskForm>
    }
}
