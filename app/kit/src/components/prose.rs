//! What people wrote, as HTML. It was rendered from Markdown and sanitised on the server; this is the only place that
//! puts such HTML into a page.

use leptos::prelude::*;

/// `html` comes from a view's field of sanitised HTML, never from what was just typed.
#[component]
pub fn Prose(html: String, #[prop(default = "prose")] class: &'static str) -> impl IntoView {
    view! { <div class=class inner_html=html></div> }
}
