//! The program of one area: what whoever reports sees.

use app::routes::{Area, DoorPages};

fn main() {
    frontend::take_over(Area::Door, || leptos::view! { <DoorPages/> });
}
