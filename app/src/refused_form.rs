//! What a refused form brought back to a live page. The state travels in the page, so that hydration sees the same.

use kit::form::FormState;
use leptos::prelude::*;

/// The state of the form on this page; to be called once per page, outside of any reactive block.
pub fn use_form_state() -> FormState {
    SharedValue::new(given).into_inner()
}

#[cfg(feature = "ssr")]
fn given() -> FormState {
    use axum::http::request::Parts;
    let parts = use_context::<Parts>();
    parts.and_then(|parts| parts.extensions.get::<FormState>().cloned()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn given() -> FormState {
    FormState::default()
}
