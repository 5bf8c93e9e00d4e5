//! POST `/sign-in`: mail address and password become a session's cookie.

use axum::extract::State;
use axum::response::Response;
use backend::people::SignedIn;
use http::HeaderValue;
use http::header::{SET_COOKIE, USER_AGENT};

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::security::{cookie, next_path};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let (email, password) = (posted.value("email"), posted.value("password"));
    let device = posted.parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let address = posted.client.address.to_string();
    match state.backend.sign_in(&email, &password, device, &address).await {
        Ok(session) => welcome(&state, &session, next_path::safe(&posted.value("next"))),
        Err(error) => again(&state, posted, error).await,
    }
}

/// Sends the new session's person on with its cookie.
fn welcome(state: &AppState, session: &SignedIn, next: &str) -> Response {
    let seconds = (session.expires.0 - state.backend.storage().now()) / 1_000;
    let seconds = u64::try_from(seconds).unwrap_or_default();
    let mut response = go_to(next);
    if let Ok(kept) = HeaderValue::from_str(&cookie::kept(&session.cookie, state.public_url.is_https(), seconds)) {
        response.headers_mut().insert(SET_COOKIE, kept);
    }
    response
}
