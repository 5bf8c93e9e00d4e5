//! Planned work of today above the cards: one quiet line, and nothing at all where there is none.

use leptos::prelude::*;

use crate::pages::board::on_board::OnBoard;
use kit::routes;

/// Named so many; the page of planned work has all.
const NAMED_MOST: usize = 3;

#[component]
pub fn PlannedToday(board: OnBoard) -> impl IntoView {
    let words = Memo::new(move |_| {
        let now = board.as_of.get();
        board.planned.with(|planned| {
            let named = planned.iter().take(NAMED_MOST);
            let named =
                named.map(|line| format!("{}: {}", line.names(), line.when(now))).collect::<Vec<_>>().join("; ");
            let more = planned.len().saturating_sub(NAMED_MOST);
            if more > 0 { format!("{named}; {more} more") } else { named }
        })
    });
    move || {
        let words = words.get();
        (!words.is_empty())
            .then(|| view! { <p class="board-planned"><a href=routes::PLANNED rel="external">{words}</a></p> })
    }
}
