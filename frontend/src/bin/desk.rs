//! The program of one area: the board and the incident.

use app::routes::{Area, DeskPages};

fn main() {
    frontend::take_over(Area::Desk, || leptos::view! { <DeskPages/> });
}
