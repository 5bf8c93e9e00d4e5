//! Sitrep's pages, components and server functions, compiled twice: with `ssr` into the server and with `hydrate` into
//! the browser. Nothing here may be compiled with both. The first render must be the same on both sides, so it may
//! not read the clock, the window or random numbers.

// A page is one deep type of nested views; the compiler's default depth is not enough for it.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod form;
pub mod live;
pub mod navigation;
pub mod pages;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

use crate::components::relative_time::KeepTimesFresh;
use crate::components::toast::{ToastRegion, provide_toasts};
use crate::navigation::ArrivalAnnouncer;

/// The whole site, as the server renders it.
#[cfg(feature = "ssr")]
#[component]
pub fn App() -> impl IntoView {
    body(|| view! { <routes::Pages/> })
}

/// One area of the site, as the browser takes it over. What `pages` does not name is not in its wasm.
#[cfg(feature = "hydrate")]
pub fn area<V: IntoView + 'static>(own: routes::Area, pages: impl FnOnce() -> V + Send + 'static) -> impl IntoView {
    navigation::leave_to_other_areas(own);
    body(pages)
}

/// Everything inside `<body>`. Frames and pages bring their own `<main id="main">` with one `<h1 tabindex="-1">`.
fn body<V: IntoView + 'static>(pages: impl FnOnce() -> V + Send + 'static) -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Router>
            // `external` keeps the router's hands off: only the browser itself moves the focus to the target.
            <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
            <KeepTimesFresh/>
            <ArrivalAnnouncer/>
            {pages()}
            <ToastRegion/>
        </Router>
    }
}
