//! Both kinds of pages, mounted and written once more for a form. Knows nothing of
//! forms, which lead here, nor of the guards around both.

mod documents;
mod live_pages;
mod policy;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use kit::form::FormState;

use crate::state::AppState;

pub use documents::nothing_here;
pub use live_pages::listed;

/// Adds every page, and the server functions of the live ones.
pub fn mounted(state: &AppState, router: Router<AppState>) -> Router<AppState> {
    live_pages::mounted(state, documents::mounted(router))
}

/// The page of a form once more, with this state and status.
pub async fn form_again(state: &AppState, mut parts: Parts, form: FormState, status: StatusCode) -> Response {
    let mut response = match documents::of(&parts) {
        Some(page) => documents::answered(state, parts, form, page).await,
        None => {
            parts.extensions.insert(form);
            live_pages::rendered(state, Request::from_parts(parts, Body::empty())).await
        }
    };
    // A page that leads elsewhere, such as to sign-in, still does.
    if !response.status().is_redirection() {
        *response.status_mut() = status;
    }
    response
}
