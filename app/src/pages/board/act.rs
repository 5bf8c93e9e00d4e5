//! What can be done from a card: its menu, and the steps it offers. A step that needs words is asked for in a dialog,
//! by `asking.rs`.

use domain::incident::{Press, Status};
use domain::view::board::{CardView, Marks};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast;

use crate::api::incidents::change;
use crate::components::menu::{MenuItem, MenuSheet};
use crate::pages::board::asking::ask_in_dialog;
use crate::pages::board::column::MENU;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::{Ask, UNDO_SECONDS, nonce, said};
use kit::components::icon::Symbol;
use kit::routes;

/// A press on a card's button says whose menu opens; the browser opens it.
pub fn open_menu(board: OnBoard, event: &MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = pressed.and_then(|element| element.closest("button.m").ok().flatten());
    if let Some(number) = button.and_then(|button| button.closest("li.c").ok().flatten()).map(|card| card.id()) {
        board.menu_of.set(board.card(&number));
    }
}

#[component]
pub fn CardMenu(board: OnBoard) -> impl IntoView {
    view! {
        <MenuSheet id=MENU label="Act on this incident">
            {move || board.menu_of.get().map(|card| items(board, &card))}
        </MenuSheet>
    }
}

fn items(board: OnBoard, card: &CardView) -> impl IntoView + use<> {
    let (number, status, on_hold) = (card.number.clone(), card.status, card.marks.has(Marks::HOLD));
    let opened = card.number.clone();
    let step = move |when: bool, step: Step, symbol: Symbol, words: &'static str, key: Option<&'static str>| {
        let number = number.clone();
        when.then(|| {
            let press = Callback::new(move |()| take_step(board, number.clone(), step.clone()));
            view! { <MenuItem symbol=Some(symbol) key=key.unwrap_or_default() on_press=press>{words}</MenuItem> }
        })
    };
    let is = |of: Status| status == of;
    let worked_on = is(Status::Investigating) || is(Status::Mitigated);
    let take = Step::press(Press::Take { priority: None, reason: String::new() });
    view! {
        {step(is(Status::Reported), take, Symbol::Hand, "Take", Some("t"))}
        {step(is(Status::Reported), Step::Ask(Ask::TakeAndResolve), Symbol::Check, "Take and resolve…", None)}
        {step(is(Status::Investigating), Step::Ask(Ask::Mitigate), Symbol::Eye, "Mitigate…", Some("m"))}
        {step(is(Status::Mitigated), Step::Ask(Ask::Resume), Symbol::Bolt, "Back to investigating…", None)}
        {step(worked_on, Step::Ask(Ask::Resolve), Symbol::Check, "Resolve…", Some("r"))}
        {step(is(Status::Resolved), Step::Ask(Ask::Reopen), Symbol::Bolt, "Re-open…", None)}
        {step(is(Status::Resolved), Step::press(Press::Close), Symbol::Check, "Close", None)}
        {step(status.is_open() && !on_hold, Step::Ask(Ask::Hold), Symbol::Pause, "Hold…", Some("h"))}
        {step(status.is_open() && on_hold, Step::press(Press::EndHold), Symbol::Pause, "End the hold", Some("h"))}
        {step(status.is_open(), Step::Ask(Ask::Classify), Symbol::Flag, "Change the priority…", None)}
        {step(status.is_open(), Step::Ask(Ask::Cancel), Symbol::Cross, "Cancel…", None)}
        <a class="menu-item" href=routes::incident(&opened)>"Open " {opened.clone()}</a>
    }
}

/// A step from a card: at once, or after a few words.
#[derive(Clone)]
pub enum Step {
    Press(Box<Press>),
    Ask(Ask),
}

impl Step {
    pub fn press(command: Press) -> Self {
        Self::Press(Box::new(command))
    }
}

pub fn take_step(board: OnBoard, number: String, step: Step) {
    match step {
        Step::Press(command) => press(board, number, *command),
        Step::Ask(ask) => ask_in_dialog(board, number, ask),
    }
}

/// Done at once, with "Undo".
fn press(board: OnBoard, number: String, command: Press) {
    let words = format!("{number}: {}", said(&command));
    spawn_local(async move {
        match change(number.clone(), command, None, None, nonce()).await {
            Ok(done) => {
                if let Some(sequence) = done.sequence {
                    let of = number.clone();
                    let undo = Callback::new(move |()| take_back(board, of.clone(), sequence));
                    board.toasts.say_with_undo(words, &number, UNDO_SECONDS, undo);
                }
            }
            Err(error) => board.toasts.fail(format!("{number}: {}", error.sentence())),
        }
        board.renew(vec![number]);
    });
}

fn take_back(board: OnBoard, number: String, sequence: u64) {
    spawn_local(async move {
        match change(number.clone(), Press::Undo { sequence }, None, None, nonce()).await {
            Ok(_) => board.toasts.say(format!("{number}: taken back")),
            Err(error) => board.toasts.fail(error.sentence()),
        }
        board.renew(vec![number]);
    });
}
