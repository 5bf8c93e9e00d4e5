//! The program of one area: the board.

use app::routes::{Area, BoardPages};

fn main() {
    frontend::take_over(Area::Board, || leptos::view! { <BoardPages/> });
}
