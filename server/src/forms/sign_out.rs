//! POST `/sign-out`: ends this browser's session, and lets nothing that was typed stay on the computer.

use axum::extract::State;
use axum::response::Response;
use http::HeaderValue;
use http::header::SET_COOKIE;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::request::cookie;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if let Err(error) = state.backend.sign_out(&posted.caller).await {
        return again(&state, posted, error).await;
    }
    let mut response = go_to("/");
    // Browsers follow it on https and on loopback; elsewhere the page's own script has done it.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    if let Ok(ended) = HeaderValue::from_str(&cookie::ended(state.public_url.is_https())) {
        response.headers_mut().insert(SET_COOKIE, ended);
    }
    response
}
