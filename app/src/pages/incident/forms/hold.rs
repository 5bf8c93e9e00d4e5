//! A hold, which people read as waiting: for what, and until when. Who waits for the reporter asks them in the same
//! press.

use domain::incident::{HoldReason, Press};
use leptos::prelude::*;

use super::until::{Until, UntilField};
use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::{Offer, RadioCards};

#[component]
pub fn HoldForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    // Where the team entered it for nobody in particular there is nobody to ask.
    let reported = here.peek(|view| view.has_reporter);
    let usual = if reported { HoldReason::AwaitingReporter } else { HoldReason::Vendor };
    let note = KeptField::new(here, Ask::Hold, "note", "");
    let reason = KeptField::new(here, Ask::Hold, "reason", code(usual));
    let until = Until::new(here, Ask::Hold);
    let offered = HoldReason::ALL.into_iter().filter(|reason| reported || *reason != HoldReason::AwaitingReporter);
    let offers = offered.map(|reason| Offer::new(code(reason), sentence(reason))).collect();
    let asks = Memo::new(move |_| reason.get() == code(HoldReason::AwaitingReporter));
    let send = move |()| {
        let chosen = HoldReason::ALL.into_iter().find(|offer| code(*offer) == reason.now());
        let (reason, note) = (chosen.unwrap_or(usual), note.now());
        if reason == HoldReason::AwaitingReporter && note.trim().is_empty() {
            sending.refuse("question");
            return;
        }
        let command = async move { Ok(Press::Hold { reason, note, until: until.moment().await? }) };
        here.press_when(command, sending, move || here.answered(Ask::Hold), None);
    };
    let button = Signal::derive(move || if asks.get() { "Ask and wait" } else { "Let it wait" }.to_owned());
    // One field for both, so that what is typed stays where it is typed.
    let label =
        Signal::derive(move || if asks.get() { "What you ask them" } else { "In a few words, if you like" }.to_owned());
    view! {
        <AskForm sending=sending fields=&["question", "note", "until"] button=button on_send=send>
            <RadioCards name="hold" legend="What it waits for" offers=offers value=reason.now() on_choose=reason.typed()/>
            <StepWords field=note label=label error=sending.of_fields(&["question", "note"])/>
            <p class="help" hidden=move || !asks.get()>"They get it as a letter and read it on their report page."</p>
            <UntilField until=until error=sending.of_field("until")/>
        </AskForm>
    }
}

fn code(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::AwaitingReporter => "awaiting_reporter",
        HoldReason::Vendor => "vendor",
        HoldReason::Change => "change",
        HoldReason::Other => "other",
    }
}

fn sentence(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::AwaitingReporter => "The reporter: their next words end the wait",
        HoldReason::Vendor => "A vendor",
        HoldReason::Change => "A planned change",
        HoldReason::Other => "Something else: say what",
    }
}
