//! A step from a card that needs words: the incident page's own dialog, over the board. What was typed about a card is
//! kept for when it is asked again.

use domain::view::incident::IncidentHead;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::incident;
use crate::components::server_time::learn_server_time;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::{Ask, AskDialog, Kept, OnScreen};

/// The incident as it is now, and what is asked about it.
pub type Asked = (IncidentHead, Ask);

pub fn ask_in_dialog(board: OnBoard, number: String, ask: Ask) {
    board.stand_at(&number);
    board.wait_for(&number);
    spawn_local(async move {
        let answer = incident(number.clone()).await;
        board.arrived(&number);
        match answer {
            Ok(head) => {
                learn_server_time(head.as_of.utc);
                board.asked.try_set(Some((head, ask)));
            }
            Err(error) => board.toasts.fail(error.sentence()),
        }
    });
}

#[component]
pub fn BoardDialog(board: OnBoard) -> impl IntoView {
    let kept = Kept::new();
    move || board.asked.get().map(|asked| view! { <AskOne board=board kept=kept asked=asked/> })
}

#[component]
fn AskOne(board: OnBoard, kept: Kept, asked: Asked) -> impl IntoView {
    let (head, ask) = asked;
    let number = head.number.clone();
    let here = OnScreen::new(head, kept);
    here.ask(ask);
    Effect::new(move |was: Option<bool>| {
        let open = here.asking.get();
        if was == Some(true) && !open {
            board.renew(vec![number.clone()]);
            board.asked.try_set(None);
            board.settle_focus();
        }
        open
    });
    view! { <AskDialog here=here/> }
}
