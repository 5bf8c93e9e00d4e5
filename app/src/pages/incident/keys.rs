//! The keys of the page. Never while one types, never while a dialog is open, never with Ctrl, Alt or Meta, and never
//! where the reader has switched them off.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::components::keys_heard::is_typing;
use crate::components::keys_heard::single_keys_are_on;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::composer::Kind;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::step::{keys, on_key};

/// Key and what it does, as the dialog of keys lists them.
pub fn all_keys() -> Vec<(&'static str, String)> {
    let own = [
        ("n", "Write a note"),
        ("u", "Write a stakeholder update"),
        ("z", "Undo the last press"),
        ("/", "Search"),
        ("?", "These keys"),
    ];
    keys().into_iter().chain(own.map(|(key, words)| (key, words.to_owned()))).collect()
}

/// Listens while the page is open; does nothing on the server.
pub fn listen_to_keys(here: OnScreen) {
    Effect::new(move || {
        let listening = window_event_listener(leptos::ev::keydown, move |event| {
            if is_ours(&event) && act(here, &event.key()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listening.remove());
    });
}

/// A key that is meant for the page, not for a field, a dialog or the browser.
pub fn is_ours(event: &KeyboardEvent) -> bool {
    let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
    let dialog = document().query_selector("dialog[open]").ok().flatten();
    !chord && !event.default_prevented() && dialog.is_none() && !is_typing() && single_keys_are_on()
}

/// Whether the key meant something here.
fn act(here: OnScreen, key: &str) -> bool {
    let Some((stage, may)) = here.now() else { return false };
    match key {
        "?" => here.ask(Ask::Keys),
        "z" => here.toasts.undo_newest(),
        "n" => focus_composer(here, Kind::Note),
        "u" => focus_composer(here, Kind::Update),
        key => match on_key(key, stage).filter(|_| may.change) {
            Some(step) => here.take_step(step),
            None => return false,
        },
    }
    true
}

/// The kind is chosen first; its field exists a moment later.
fn focus_composer(here: OnScreen, kind: Kind) {
    if !here.peek(|view| kind.is_open(view)) {
        return;
    }
    here.writing.set(kind);
    request_animation_frame(move || {
        let field = document().get_element_by_id(kind.field_id());
        if let Some(field) = field.and_then(|field| field.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
            // Refused only by a field that is hidden because the viewer may not use it.
            let _ = field.focus();
        }
    });
}
