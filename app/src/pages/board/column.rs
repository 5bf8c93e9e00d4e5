//! One column of the board.

use domain::incident::Status;
use domain::locale::Locale;
use domain::view::board::CardView;
use leptos::prelude::*;

use crate::components::card::{CARD_MENU, card_class, card_html};
use crate::components::relative_time::TimeSense;
use crate::pages::board::on_board::{ColumnSignals, OnBoard};
use crate::routes;

#[component]
pub fn BoardColumn(board: OnBoard, column: ColumnSignals) -> impl IntoView {
    let ColumnSignals { status, cards, count, oldest } = column;
    let age = move || oldest.get().map(|at| format!("oldest {}", TimeSense::Age.words(at, board.as_of.get())));
    let more = move || {
        let hidden = count.get().saturating_sub(cards.with(|cards| cards.len() as u64));
        (hidden > 0).then(|| {
            let words = format!("{} more: narrow the filter", Locale::English.count(hidden, "card", "cards"));
            view! { <li class="col-empty"><a href=routes::board_list(&domain::view::board::BoardFilter::default())>{words}</a></li> }
        })
    };
    view! {
        <section class="col" id=status.code() aria-label=Locale::English.status(status)>
            <header class="col-head">
                <h2>{Locale::English.status(status)}</h2>
                <span class="b-count">{move || count.get()}</span>
                <small>{age}</small>
            </header>
            <ul class="col-list">
                <For
                    each=move || cards.get()
                    key=|card| (card.number.clone(), card.revision)
                    children=move |card| card_line(board, &card)
                />
                {move || cards.with(Vec::is_empty).then(|| view! { <li class="col-empty">{empty(status)}</li> })}
                {more}
            </ul>
        </section>
    }
}

/// A card that changed while one looked glows once.
fn card_line(board: OnBoard, card: &CardView) -> impl IntoView + use<> {
    let class = card_class(card.priority);
    let class = if board.is_touched(&card.number) { format!("{class} hit") } else { class.to_owned() };
    let html = card_html(card, board.as_of.get_untracked(), true);
    view! { <li id=card.number.clone() class=class draggable="true" inner_html=html></li> }
}

fn empty(status: Status) -> &'static str {
    match status {
        Status::Reported => "Nothing new. Reports stand here the moment they arrive.",
        Status::Investigating => "Nobody works on anything now.",
        Status::Mitigated => "Nothing is being watched.",
        _ => "What is resolved stands here for five working days.",
    }
}

/// Named by the buttons inside the cards.
pub const MENU: &str = CARD_MENU;
