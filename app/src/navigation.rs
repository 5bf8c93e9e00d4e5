//! Going from page to page. A change of the page in place does not move the focus to the new heading and does not say
//! the title to screen readers, as a page load would; here it does. Links to any other page are left to the browser. It knows
//! nothing about any page but that it has one `<h1 tabindex="-1">` inside `<main>`.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use kit::ApiError;

use crate::pages::instead::Failed;

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

/// Where the first page of this load stands.
#[derive(Clone)]
struct FirstPath(String);

/// What a program shows where it has no page. Reached from within, the page is another's and is loaded as a whole;
/// an address at which one has landed does not exist, and the server has said so already.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let landed = use_context::<FirstPath>().is_none_or(|first| first.0 == here);
    if landed {
        return view! { <Failed error=ApiError::NotFound/> }.into_any();
    }
    // Refused only by a page that is being left already.
    Effect::new(|| drop(window().location().reload()));
    view! { <main id="main" aria-busy="true"></main> }.into_any()
}

/// Marks a pressed link to another page as one that the router leaves to the browser. The listener stands before the
/// router's, and for as long as the page.
#[cfg(feature = "hydrate")]
pub fn leave_to_the_browser(own: kit::routes::Live) {
    use leptos::web_sys::{HtmlAnchorElement, MouseEvent};
    use wasm_bindgen::closure::Closure;

    provide_context(FirstPath(window().location().pathname().unwrap_or_default()));
    let mark = move |event: MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = pressed.and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        if kit::routes::Live::of(&link.pathname()) != Some(own) {
            // Refused never; without it the page is loaded a moment later by `Elsewhere`.
            let _ = link.set_attribute("rel", "external");
        }
    };
    let mark = Closure::<dyn Fn(MouseEvent)>::new(mark).into_js_value();
    let _ = document().add_event_listener_with_callback("click", mark.unchecked_ref());
}
