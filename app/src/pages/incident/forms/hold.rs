//! Putting it on hold: what it waits for, and until when.

use domain::incident::{Command, HoldReason};
use leptos::prelude::*;

use super::when::{WhenField, moment};
use super::{AskForm, StepWords};
use crate::components::choice_field::{Offer, RadioCards};
use crate::pages::incident::ask::Ask;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;

#[component]
pub fn HoldForm(here: OnScreen) -> impl IntoView {
    let sending = Sending::new();
    let note = RwSignal::new(here.kept(Ask::Hold));
    let until = RwSignal::new(String::new());
    let reason = RwSignal::new(HoldReason::AwaitingReporter);
    let offers = HoldReason::ALL.map(|reason| Offer::new(code(reason), sentence(reason))).to_vec();
    let choose = Callback::new(move |chosen: String| {
        if let Some(found) = HoldReason::ALL.into_iter().find(|reason| code(*reason) == chosen) {
            reason.set(found);
        }
    });
    let send = move |()| {
        let (reason, note, typed) = (reason.get_untracked(), note.get_untracked(), until.get_untracked());
        let command = async move { Ok(Command::Hold { reason, note, until: moment("until", typed).await? }) };
        here.press_when(command, sending, move || here.answered(Ask::Hold), None);
    };
    view! {
        <AskForm sending=sending fields=&["note", "until"] button=Signal::derive(|| "Put on hold".to_owned()) on_send=send>
            <RadioCards name="hold" legend="What it waits for" offers=offers value=code(HoldReason::AwaitingReporter) on_choose=choose/>
            <StepWords
                here=here
                ask=Ask::Hold
                name="note"
                label="In a few words"
                text=note
                optional=true
                error=sending.of_field("note")
            />
            <WhenField here=here name="until" label="Expected until" text=until error=sending.of_field("until")/>
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
