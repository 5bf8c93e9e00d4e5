//! The program of one area: one incident.

use app::routes::{Area, IncidentPages};

fn main() {
    frontend::take_over(Area::Incident, || leptos::view! { <IncidentPages/> });
}
