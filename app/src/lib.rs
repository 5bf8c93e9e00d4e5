//! Sitrep's live pages, which change by themselves or help while one types, the components that act, and the server
//! functions they call. Compiled twice: with `ssr` into the server and with `hydrate` into the browser. Nothing here may
//! be compiled with both. The first render must be the same on both sides, so it may not read the clock, the window or
//! random numbers. Pages without a program are in `app/documents`.

// A page is one deep type of nested views; the compiler's default depth is not enough for it.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod live;
pub mod navigation;
pub mod pages;
pub mod refused_form;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod site;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

use crate::components::toast::{ToastRegion, provide_toasts};
use crate::navigation::ArrivalAnnouncer;

/// Every live page, as the server renders it.
#[cfg(feature = "ssr")]
#[component]
pub fn App() -> impl IntoView {
    body(|| view! { <site::Pages/> }.into_any())
}

/// One live page, as the browser takes it over. What `pages` does not name is not in its wasm.
#[cfg(feature = "hydrate")]
pub fn program(of: kit::routes::Live, pages: impl FnOnce() -> AnyView + Send + 'static) -> impl IntoView {
    navigation::leave_to_the_browser(of);
    body(pages)
}

/// Everything inside `<body>`. Frames and pages bring their own `<main id="main">` with one `<h1 tabindex="-1">`.
fn body(pages: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Router>
            // `external` keeps the router's hands off: only the browser itself moves the focus to the target.
            <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
            <ArrivalAnnouncer/>
            {pages()}
            <ToastRegion/>
        </Router>
    }
    .into_any()
}
