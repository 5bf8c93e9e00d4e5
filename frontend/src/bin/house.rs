//! The program of one area: everything but the door, the board and the incident.

use app::routes::{Area, HousePages};

fn main() {
    frontend::take_over(Area::House, || leptos::view! { <HousePages/> });
}
