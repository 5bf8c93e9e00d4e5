//! Putting it on hold: what it waits for, and until when.

use domain::incident::{HoldReason, Press};
use leptos::prelude::*;

use super::when::{WhenField, moment};
use super::{AskForm, StepWords};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::choice_field::{Offer, RadioCards};

#[component]
pub fn HoldForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let note = KeptField::new(here, Ask::Hold, "note", "");
    let until = KeptField::new(here, Ask::Hold, "until", "");
    let reason = KeptField::new(here, Ask::Hold, "reason", code(HoldReason::AwaitingReporter));
    let offers = HoldReason::ALL.map(|reason| Offer::new(code(reason), sentence(reason))).to_vec();
    let send = move |()| {
        let chosen = HoldReason::ALL.into_iter().find(|offer| code(*offer) == reason.now());
        let (reason, note, typed) = (chosen.unwrap_or(HoldReason::AwaitingReporter), note.now(), until.now());
        let command = async move { Ok(Press::Hold { reason, note, until: moment("until", typed).await? }) };
        here.press_when(command, sending, move || here.answered(Ask::Hold), None);
    };
    view! {
        <AskForm sending=sending fields=&["note", "until"] button=Signal::derive(|| "Put on hold".to_owned()) on_send=send>
            <RadioCards name="hold" legend="What it waits for" offers=offers value=reason.now() on_choose=reason.typed()/>
            <StepWords
                field=note
                label="In a few words"
                optional=true
                error=sending.of_field("note")
            />
            <WhenField here=here field=until label="Expected until" error=sending.of_field("until")/>
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
        HoldReason::AwaitingReporter => "The reporter: their next words end the hold",
        HoldReason::Vendor => "A vendor",
        HoldReason::Change => "A planned change",
        HoldReason::Other => "Something else: say what",
    }
}
