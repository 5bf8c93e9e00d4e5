//! What can be done from a card: its menu, and the steps it offers. A step that needs words is asked for in a dialog,
//! by `asking.rs`.

use domain::incident::Press;
use domain::view::board::CardView;
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
use crate::pages::incident::{Offer, Stage, Step, UNDO_SECONDS, nonce, offers, said};
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
    let opened = card.number.clone();
    let item = |offer: Offer| {
        let number = opened.clone();
        let press = Callback::new(move |()| take_step(board, number.clone(), offer.step.clone()));
        view! { <MenuItem symbol=Some(offer.symbol) key=offer.key on_press=press>{offer.words}</MenuItem> }
    };
    let steps = offers(Stage::of_card(card)).into_iter().map(item).collect_view();
    view! {
        {steps}
        <a class="menu-item" href=routes::incident(&opened)>"Open " {opened.clone()}</a>
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
    board.wait_for(&number);
    spawn_local(async move {
        match change(number.clone(), command, None, None, nonce()).await {
            Ok(done) => {
                if let Some(sequence) = done.sequence {
                    let of = number.clone();
                    let undo = Callback::new(move |()| take_back(board, of.clone(), sequence));
                    board.toasts.say_with_undo(words, &number, UNDO_SECONDS, undo);
                }
            }
            Err(error) => {
                board.arrived(&number);
                board.toasts.fail(format!("{number}: {}", error.sentence()));
            }
        }
        board.renew(vec![number]);
    });
}

fn take_back(board: OnBoard, number: String, sequence: u64) {
    board.stand_at(&number);
    board.wait_for(&number);
    spawn_local(async move {
        match change(number.clone(), Press::Undo { sequence }, None, None, nonce()).await {
            Ok(_) => board.toasts.say(format!("{number}: taken back")),
            Err(error) => {
                board.arrived(&number);
                board.toasts.fail(error.sentence());
            }
        }
        board.renew(vec![number]);
    });
}
