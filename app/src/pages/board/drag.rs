//! Dragging a card to another column means the step that leads there. Every such step is in the card's menu and on a
//! key as well: nothing works by dragging only.

use domain::incident::Status;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget};
use wasm_bindgen::JsCast;

use crate::pages::board::act::take_step;
use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::between;

#[derive(Clone, Copy)]
pub struct Drag {
    board: OnBoard,
    /// Number and status of the card in the hand.
    held: RwSignal<Option<(String, Status)>>,
}

impl Drag {
    pub fn new(board: OnBoard) -> Self {
        Self { board, held: RwSignal::new(None) }
    }

    pub fn start(self, event: &DragEvent) {
        let card = closest(event.target(), "li.c").and_then(|card| self.board.card(&card.id()));
        if let (Some(card), Some(transfer)) = (card, event.data_transfer()) {
            transfer.set_effect_allowed("move");
            // Refused only while nothing is dragged; some browsers drag nothing without data.
            let _ = transfer.set_data("text/plain", &card.number);
            self.held.set(Some((card.number, card.status)));
        }
    }

    /// A column that the card may go to shows it.
    pub fn over(self, event: &DragEvent) {
        unmark();
        let column = closest(event.target(), ".col");
        let (Some((_, from)), Some(column)) = (self.held.get_untracked(), column) else { return };
        let leads = Status::from_code(&column.id()).and_then(|to| between(from, to));
        if leads.is_some() {
            event.prevent_default();
            if let Ok(Some(list)) = column.query_selector(".col-list") {
                let _ = list.class_list().add_1("drop");
            }
        }
    }

    pub fn end(self, event: &DragEvent) {
        event.prevent_default();
        let to = closest(event.target(), ".col").and_then(|column| Status::from_code(&column.id()));
        if let (Some((number, from)), Some(to)) = (self.held.get_untracked(), to)
            && let Some(step) = between(from, to)
        {
            take_step(self.board, number, step);
        }
        self.stop();
    }

    pub fn stop(self) {
        self.held.set(None);
        unmark();
    }
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

fn unmark() {
    if let Ok(Some(marked)) = document().query_selector(".col-list.drop") {
        let _ = marked.class_list().remove_1("drop");
    }
}
