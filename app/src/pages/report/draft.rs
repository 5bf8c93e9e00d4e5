//! What one types into the report, kept in the browser until it is sent. It takes the fields by the names they have in
//! the form and knows none of them but the two that are never kept. Runs in the browser only; nothing of a restricted
//! report stays on a computer others may use.

use std::collections::BTreeMap;

use domain::report::ReportDraft;
use leptos::prelude::*;
use leptos::web_sys::{FormData, HtmlFormElement, HtmlInputElement, Storage};
use wasm_bindgen::JsCast;

/// The fields as typed, by name.
type Typed = BTreeMap<String, String>;

/// All that is kept, as one text.
const KEPT: &str = "sitrep.report";
/// Holds the nonce of a report that is on its way; its receipt clears the draft.
const SENT: &str = "sitrep.report-sent";

const NONCE: &str = "nonce";
const RESTRICTED: &str = "restricted";

/// Absent where the browser forbids it; then nothing is kept.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn form() -> Option<HtmlFormElement> {
    document().query_selector("#report").ok().flatten().map(JsCast::unchecked_into)
}

/// The form's own fields; text areas and lists have the same `value` as inputs.
fn elements(form: &HtmlFormElement) -> impl Iterator<Item = HtmlInputElement> + use<> {
    let found = form.query_selector_all("[name]").ok();
    let count = found.as_ref().map_or(0, leptos::web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)).map(JsCast::unchecked_into)
}

/// What the browser would send now.
fn typed() -> Typed {
    let data = form().and_then(|form| FormData::new_with_form(&form).ok());
    let pairs = data.map(|data| js_sys::Array::from(&data)).unwrap_or_default();
    let text = |pair: &js_sys::Array, at: u32| pair.get(at).as_string();
    pairs
        .iter()
        .map(|pair| js_sys::Array::from(&pair))
        .filter_map(|pair| Some((text(&pair, 0)?, text(&pair, 1)?)))
        .collect()
}

fn kept(storage: &Storage) -> Typed {
    let text = storage.get_item(KEPT).ok().flatten().unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// What stands in the form now.
pub fn read_form() -> ReportDraft {
    ReportDraft::from_fields(typed())
}

/// Stores what stands in the form.
pub fn keep() {
    let Some(storage) = storage() else { return };
    let mut typed = typed();
    let secret = typed.contains_key(RESTRICTED);
    typed.retain(|name, words| name != NONCE && !words.is_empty());
    let text = serde_json::to_string(&typed).ok().filter(|_| !secret && !typed.is_empty());
    // A full or closed storage costs the draft and nothing else.
    let _ = match text {
        Some(text) => storage.set_item(KEPT, &text),
        None => storage.remove_item(KEPT),
    };
}

/// Puts what was kept into an untouched form; answers whether anything of weight came back.
pub fn restore() -> bool {
    let (Some(storage), Some(form)) = (storage(), form()) else { return false };
    let kept = kept(&storage);
    if !["title", "description"].iter().any(|name| kept.contains_key(*name)) {
        return false;
    }
    for element in elements(&form) {
        match (kept.get(&element.name()), element.type_().as_str()) {
            (Some(words), "radio" | "checkbox") => element.set_checked(element.value() == *words),
            (Some(words), _) => element.set_value(words),
            (None, _) if element.name() == NONCE => take_up_nonce(&storage, &element),
            (None, _) => {}
        }
    }
    true
}

/// It was sent before and no answer came: with the nonce of then the same words are the same report, and other words
/// are another one all the same.
fn take_up_nonce(storage: &Storage, hidden: &HtmlInputElement) {
    if let Some(nonce) = storage.get_item(SENT).ok().flatten() {
        hidden.set_value(&nonce);
    }
}

/// Forgets everything that was kept.
pub fn clear() {
    let Some(storage) = storage() else { return };
    for key in [KEPT, SENT] {
        drop(storage.remove_item(key));
    }
}

/// The report leaves now; if its receipt appears, the draft has done its work.
pub fn mark_sent(draft: &ReportDraft) {
    if let Some(storage) = storage() {
        drop(storage.set_item(SENT, &draft.nonce));
    }
}
