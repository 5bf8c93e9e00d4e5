//! Whom to call when a problem cannot wait for somebody to read about it.

use leptos::prelude::*;

#[component]
pub fn EmergencyPhone(phone: Option<String>) -> impl IntoView {
    phone.map(|phone| view! { <p>"If it cannot wait, call "<b>{phone}</b>"."</p> })
}
