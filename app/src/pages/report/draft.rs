//! What one types into the report, kept in the browser until it is sent: read from the page, checked with the
//! server's own rules, stored field by field. Runs in the browser only; a restricted report is never stored.

use domain::report::ReportDraft;
use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, Storage};
use wasm_bindgen::JsCast;

const TYPED: [&str; 5] = ["title", "description", "name", "email", "contact"];
const CHOSEN: [&str; 2] = ["impact", "urgency"];
const KEPT: [&str; 8] = ["title", "description", "service", "impact", "urgency", "name", "email", "contact"];
/// Holds the nonce of a report that is on its way; its receipt clears the draft.
const SENT: &str = "sitrep.report-sent";

/// The draft's own field of that name.
fn slot<'a>(draft: &'a mut ReportDraft, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "title" => &mut draft.title,
        "description" => &mut draft.description,
        "service" => &mut draft.service,
        "impact" => &mut draft.impact,
        "urgency" => &mut draft.urgency,
        "name" => &mut draft.name,
        "email" => &mut draft.email,
        "contact" => &mut draft.contact,
        "restricted" => &mut draft.restricted,
        _ => return None,
    })
}

fn key(field: &str) -> String {
    format!("sitrep.report.{field}")
}

/// Absent where the browser forbids it; then nothing is kept.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn element(selector: &str) -> Option<HtmlInputElement> {
    // Text areas and lists have the same `value`.
    document().query_selector(selector).ok().flatten().map(JsCast::unchecked_into)
}

fn chosen(field: &str) -> String {
    element(&format!("#report [name={field}]:checked")).map(|input| input.value()).unwrap_or_default()
}

/// What stands in the form now.
pub fn read_form() -> ReportDraft {
    let mut draft = ReportDraft::default();
    for field in TYPED.into_iter().chain(["service"]) {
        if let (Some(input), Some(slot)) = (element(&format!("#report [name={field}]")), slot(&mut draft, field)) {
            *slot = input.value();
        }
    }
    for field in CHOSEN.into_iter().chain(["restricted"]) {
        if let Some(slot) = slot(&mut draft, field) {
            *slot = chosen(field);
        }
    }
    draft
}

/// Stores each field that holds something. Nothing of a restricted report stays on a computer others may use.
pub fn keep(draft: &ReportDraft) {
    let Some(storage) = storage() else { return };
    let mut draft = draft.clone();
    let secret = !draft.restricted.is_empty();
    for field in KEPT {
        let Some(value) = slot(&mut draft, field) else { continue };
        // A full or closed storage costs the draft and nothing else.
        let _ = if value.is_empty() || secret {
            storage.remove_item(&key(field))
        } else {
            storage.set_item(&key(field), value)
        };
    }
}

/// Puts what was kept into an untouched form; answers whether anything of weight came back.
pub fn restore() -> bool {
    let Some(storage) = storage() else { return false };
    drop(storage.remove_item(SENT));
    let kept = |field: &str| storage.get_item(&key(field)).ok().flatten().filter(|value| !value.is_empty());
    if kept("title").is_none() && kept("description").is_none() {
        return false;
    }
    for field in TYPED.into_iter().chain(["service"]) {
        if let (Some(value), Some(input)) = (kept(field), element(&format!("#report [name={field}]"))) {
            input.set_value(&value);
        }
    }
    for field in CHOSEN {
        let Some(value) = kept(field).filter(|value| value.bytes().all(|b| b.is_ascii_lowercase())) else { continue };
        if let Some(input) = element(&format!("#report [name={field}][value={value}]")) {
            input.set_checked(true);
        }
    }
    true
}

/// Forgets everything that was kept.
pub fn clear() {
    let Some(storage) = storage() else { return };
    for field in KEPT {
        drop(storage.remove_item(&key(field)));
    }
}

/// The report leaves now; if its receipt appears, the draft has done its work.
pub fn mark_sent(nonce: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(SENT, nonce));
    }
}

/// Called by the receipt.
pub fn clear_if_sent() {
    let Some(storage) = storage() else { return };
    if storage.get_item(SENT).ok().flatten().is_some() {
        drop(storage.remove_item(SENT));
        clear();
    }
}
