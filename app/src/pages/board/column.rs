//! One column of the board.

use domain::incident::Status;
use domain::locale::Locale;
use domain::view::board::{BoardFilter, CardView};
use leptos::prelude::*;

use crate::components::card::{CARD_MENU, card_class, card_html};
use crate::pages::board::on_board::OnBoard;
use crate::pages::board::placing::{Touch, hidden};
use kit::components::time_sense::TimeSense;
use kit::routes;

/// `at` is its place on the board.
#[component]
pub fn BoardColumn(board: OnBoard, at: usize, status: Status) -> impl IntoView {
    let count = move || board.of_column(at, |column| column.count);
    let oldest = move || board.of_column(at, |column| column.oldest);
    let age = move || oldest().map(|at| format!("oldest {}", TimeSense::Age.words(at, board.as_of.get())));
    let filtered = board.filter() != BoardFilter::default();
    let more = move || {
        let hidden = board.of_column(at, hidden);
        (hidden > 0).then(|| {
            let words = format!("{} more: see the list", Locale::English.count(hidden, "card", "cards"));
            view! { <li class="col-empty"><a href=routes::board_list(&board.filter())>{words}</a></li> }
        })
    };
    view! {
        <section class="col" id=status.code() aria-label=Locale::English.status(status)>
            <header class="col-head">
                <h2>{Locale::English.status(status)}</h2>
                <span class="b-count">{count}</span>
                <small>{age}</small>
            </header>
            <ul class="col-list">
                <For
                    each=move || board.of_column(at, |column| column.cards.clone())
                    key=|card| (card.number.clone(), card.revision, card.letters)
                    children=move |card| card_line(board, &card)
                />
                {move || (count() == 0).then(|| view! { <li class="col-empty">{empty(status, filtered)}</li> })}
                {more}
            </ul>
        </section>
    }
}

/// A card that arrived while one looked slides in; one that changed glows once.
fn card_line(board: OnBoard, card: &CardView) -> impl IntoView + use<> {
    let class = card_class(card.priority);
    let class = match board.touch_of(&card.number) {
        None => class.to_owned(),
        Some(Touch::New) => format!("{class} new"),
        Some(Touch::Changed) => format!("{class} hit"),
    };
    let waits = board.is_waiting(&card.number);
    let class = if waits { format!("{class} wait") } else { class };
    let html = card_html(card, board.as_of.get_untracked(), true);
    view! { <li id=card.number.clone() class=class draggable="true" aria-busy=waits.then_some("true") inner_html=html></li> }
}

fn empty(status: Status, filtered: bool) -> &'static str {
    match status {
        _ if filtered => "Nothing here fits the filter.",
        Status::Reported => "Nothing new. Reports stand here the moment they arrive.",
        Status::Investigating => "Nobody works on anything now.",
        Status::Mitigated => "Nothing is being watched.",
        _ => "What is resolved stands here for five working days.",
    }
}

/// Named by the buttons inside the cards.
pub const MENU: &str = CARD_MENU;
