//! Whether a key of one letter is a shortcut now: not while one types, and not where the reader has switched them off in
//! their menu (`public/page.js` keeps that choice).

use leptos::prelude::document;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

pub fn single_keys_are_on() -> bool {
    let switch = document().query_selector("input[name=keys]").ok().flatten();
    switch.and_then(|switch| switch.dyn_into::<HtmlInputElement>().ok()).is_none_or(|switch| switch.checked())
}

/// The focus is in a field, so that letters belong to it.
pub fn is_typing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.has_attribute("contenteditable")
    })
}
