//! The keys of the board: the focus walks over the cards, letters act on the card it is on. Never while one types,
//! never while a dialog is open.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast;

use crate::components::dialog::Dialog;
use crate::pages::board::act::take_step;
use crate::pages::board::focus::{focus_card, focused_card};
use crate::pages::board::new_incident::TITLE_FIELD;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::{Stage, is_key_of_page, keys, on_key};

/// Key and what it does: those that walk, those of a card, the rest.
fn all_keys() -> impl Iterator<Item = (&'static str, String)> {
    let walking =
        [("j, k", "Next card, card before"), ("l, ;", "Next column, column before"), ("Enter", "Open the card")];
    let rest = [("c", "New incident"), ("z", "Undo the last press"), ("/, Ctrl-K", "Search"), ("?", "These keys")];
    let said = |(key, words): (&'static str, &str)| (key, words.to_owned());
    walking.into_iter().map(said).chain(keys()).chain(rest.into_iter().map(said))
}

/// Listens while the page is open; does nothing on the server.
pub fn listen_to_keys(board: OnBoard) {
    Effect::new(move || {
        let listening = window_event_listener(leptos::ev::keydown, move |event| {
            if is_key_of_page(&event) && act(board, &event.key()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listening.remove());
    });
}

#[component]
pub fn KeysDialog(board: OnBoard) -> impl IntoView {
    view! {
        <Dialog open=board.keys_shown id="keys" title="Keys">
            <div class="dialog-body">
                <dl class="facts">
                    {all_keys().map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> }).collect_view()}
                </dl>
                <p class="help">"Keys of one letter can be switched off in your menu at the top right."</p>
            </div>
        </Dialog>
    }
}

/// Whether the key meant something here.
fn act(board: OnBoard, key: &str) -> bool {
    match key {
        "?" => board.keys_shown.set(true),
        "z" => board.toasts.undo_newest(),
        "c" => write_anew(),
        "j" => walk(1),
        "k" => walk(-1),
        "l" => leap(1),
        ";" => leap(-1),
        _ => return act_on_card(board, key),
    }
    true
}

fn write_anew() {
    let Some(field) = document().get_element_by_id(TITLE_FIELD) else { return };
    if let Ok(Some(fold)) = field.closest("details") {
        // Refused only for a name that is none.
        let _ = fold.set_attribute("open", "");
    }
    focus(field);
}

fn act_on_card(board: OnBoard, key: &str) -> bool {
    let Some(card) = focused_card().and_then(|card| board.card(&card.id())) else { return false };
    let Some(step) = on_key(key, Stage::of_card(&card)) else { return false };
    take_step(board, card.number, step);
    true
}

/// To the next card of the board, or the one before; the first when none has the focus.
fn walk(by: i32) {
    let cards = document().get_elements_by_class_name("c");
    let count = i32::try_from(cards.length()).unwrap_or(i32::MAX);
    let at = |place: i32| u32::try_from(place).ok().and_then(|place| cards.item(place));
    let here = focused_card().and_then(|card| (0..count).find(|place| at(*place).as_ref() == Some(&card)));
    let next = here.map_or(0, |here| (here + by).clamp(0, (count - 1).max(0)));
    if let Some(card) = at(next) {
        focus_card(&card);
    }
}

/// To the first card of the next column that has one, or of one before.
fn leap(by: i32) {
    let columns = document().get_elements_by_class_name("col");
    let count = i32::try_from(columns.length()).unwrap_or_default();
    let at = |place: i32| u32::try_from(place).ok().and_then(|place| columns.item(place));
    let own = focused_card().and_then(|card| card.closest(".col").ok().flatten());
    let mut place = own.and_then(|own| (0..count).find(|p| at(*p).as_ref() == Some(&own))).unwrap_or(-by.max(0));
    loop {
        place += by;
        let Some(column) = at(place).filter(|_| (0..count).contains(&place)) else { return };
        if let Ok(Some(card)) = column.query_selector("li.c") {
            focus_card(&card);
            return;
        }
    }
}

fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // Refused only by what is hidden.
        let _ = element.focus();
    }
}
