//! Older and newer pages of a list, as links so that they work without script and can be shared.

use leptos::prelude::*;

/// `shown` says what one sees: "1 to 50 of 1,204".
#[component]
pub fn Pager(
    #[prop(into)] shown: String,
    #[prop(optional_no_strip)] newer: Option<String>,
    #[prop(optional_no_strip)] older: Option<String>,
    #[prop(default = "Newer")] newer_words: &'static str,
    #[prop(default = "Older")] older_words: &'static str,
) -> impl IntoView {
    let link = |href: Option<String>, rel: &'static str, words: &'static str| {
        href.map(|href| view! { <a class="b" rel=rel href=href>{words}</a> })
    };
    view! {
        <nav class="pager" aria-label="Pages">
            <span>{shown}</span>
            <span class="row">{link(newer, "prev", newer_words)}{link(older, "next", older_words)}</span>
        </nav>
    }
}
