//! What several of the open incidents may have in common, above the columns.

use leptos::prelude::*;

use crate::pages::board::on_board::OnBoard;
use crate::pages::incident::Cause;

#[component]
pub fn Causes(board: OnBoard) -> impl IntoView {
    move || board.causes.get().into_iter().map(|cause| view! { <Cause cause=cause/> }).collect_view()
}
