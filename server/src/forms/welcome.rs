//! Sends somebody who has proved who they are on, with their session's cookie.

use axum::response::Response;
use backend::people::SignedIn;
use http::HeaderValue;
use http::header::SET_COOKIE;

use super::go_to;
use crate::security::cookie;
use crate::state::AppState;

pub fn welcome(state: &AppState, session: &SignedIn, next: &str) -> Response {
    let seconds = (session.expires.0 - state.backend.storage().now()) / 1_000;
    let seconds = u64::try_from(seconds).unwrap_or_default();
    let mut response = go_to(next);
    if let Ok(kept) = HeaderValue::from_str(&cookie::kept(&session.cookie, state.public_url.is_https(), seconds)) {
        response.headers_mut().insert(SET_COOKIE, kept);
    }
    response
}
