//! What a page load does by itself and a client-side navigation does not: move the focus to the new page's heading
//! and say its title to screen readers. It knows nothing about any page but that it has one `<h1 tabindex="-1">`
//! inside `<main>`.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

/// A page arrives when its data has; after this many looks whatever heading stands there takes the focus.
const LOOKS_FOR_HEADING: u8 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Watches the path and, except for the first page, announces where one has arrived.
#[component]
pub fn ArrivalAnnouncer() -> impl IntoView {
    let title = ArcRwSignal::new(String::new());
    let path = use_location().pathname;
    let announced = title.clone();
    Effect::new(move |before: Option<String>| {
        let here = path.get();
        if before.is_some_and(|before| before != here) {
            greet_heading(heading(), LOOKS_FOR_HEADING, announced.clone());
        }
        here
    });
    view! { <p class="visually-hidden" aria-live="polite" aria-atomic="true">{move || title.get()}</p> }
}

/// The path changes before the page does, so the heading seen at departure is not the one to greet, unless it stays.
fn greet_heading(departed: Option<Element>, looks_left: u8, title: ArcRwSignal<String>) {
    set_timeout(
        move || {
            let found = heading();
            let arrived = found.is_some() && found != departed;
            if !arrived && looks_left > 0 {
                greet_heading(departed, looks_left - 1, title);
                return;
            }
            if let Some(heading) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                // Refused only by a heading that cannot take focus; the title is still announced.
                let _ = heading.focus();
            }
            title.set(document().title());
        },
        BETWEEN_LOOKS,
    );
}

fn heading() -> Option<Element> {
    document().query_selector("main h1").ok().flatten()
}
