//! The program of one area: everything but the door and the desk.

use app::routes::{Area, HousePages};

fn main() {
    frontend::take_over(Area::House, || leptos::view! { <HousePages/> });
}
