//! Light, dark, or as the system says. The choice is a cookie, so that the server paints the first page right.

use leptos::prelude::*;

use super::cookie::write_cookie;
use super::icon::{Icon, Symbol};

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    // Unknown on the server and at hydration; the document says it afterwards.
    let theme = RwSignal::new(None::<String>);
    Effect::new(move || theme.set(Some(root().and_then(|root| root.get_attribute("data-theme")).unwrap_or_default())));
    let choice = move |value: &'static str, words: &'static str, symbol: Symbol| {
        view! {
            <button type="button" aria-pressed=move || theme.with(|theme| theme.as_deref() == Some(value)).to_string() on:click=move |_| {
                choose(value);
                theme.set(Some(value.to_owned()));
            }>
                <Icon symbol=symbol small=true/>{words}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label="Theme">
            {choice("", "System", Symbol::Settings)}
            {choice("light", "Light", Symbol::Sun)}
            {choice("dark", "Dark", Symbol::Moon)}
        </div>
    }
}

fn root() -> Option<leptos::web_sys::Element> {
    document().document_element()
}

/// A document that refuses cookies still shows the theme until it is left.
fn choose(theme: &str) {
    write_cookie("theme", theme);
    let Some(root) = root() else { return };
    let _ =
        if theme.is_empty() { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", theme) };
    let meta = document().query_selector("meta[name=color-scheme]").ok().flatten();
    if let Some(meta) = meta {
        let _ = meta.set_attribute("content", if theme.is_empty() { "light dark" } else { theme });
    }
}
