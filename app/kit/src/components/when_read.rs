//! When somebody reads what is reported, and whom to call when it cannot wait.

use leptos::prelude::*;

/// `reading` is a sentence that names the phone as well; without one it is read at once.
#[component]
pub fn WhenRead(reading: Option<String>, phone: Option<String>) -> impl IntoView {
    match (reading, phone) {
        (Some(words), _) => Some(view! { <p>{words}</p> }.into_any()),
        (None, Some(phone)) => Some(view! { <p>"If it cannot wait, call "<b>{phone}</b>"."</p> }.into_any()),
        (None, None) => None,
    }
}
