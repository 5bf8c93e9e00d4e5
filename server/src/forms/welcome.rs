//! Sends somebody who has proved who they are on, with their session's cookie in the place of the one before;
//! and says so beforehand where a browser would not keep it.

use axum::response::Response;
use backend::people::SignedIn;
use http::header::{ORIGIN, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use kit::form::FormState;

use super::again::{kept, page};
use super::go_to;
use super::posted::Posted;
use crate::request::cookie;
use crate::settings::is_loopback_host;
use crate::state::AppState;

pub async fn welcome(state: &AppState, posted: &Posted, session: &SignedIn, next: &str) -> Response {
    // The browser forgets its cookie, so nobody could end that session from here any more.
    if let Err(error) = state.backend.sign_out(&posted.caller).await {
        tracing::error!(%error, "the session before a new one was not ended");
    }
    let seconds = (session.expires.0 - state.backend.storage().real_now()) / 1_000;
    let seconds = u64::try_from(seconds).unwrap_or_default();
    let mut response = go_to(next);
    let https = state.public_url.is_https();
    let mut cookies = vec![cookie::kept(&session.cookie, https, seconds)];
    match state.backend.device_marks(posted.marks(https), session) {
        Ok(marks) => cookies.push(cookie::marks_kept(&marks, https)),
        // They are in; next time they are one of their network.
        Err(error) => tracing::error!(%error, "a browser got no mark"),
    }
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Under an https public URL browsers that came by http drop the session's cookie, and would be asked to sign in for
/// ever; the page says which address to open instead. Asked before a link that works once is spent.
pub async fn no_session_here(state: &AppState, posted: &Posted) -> Option<Response> {
    let url = state.public_url.get().filter(|url| url.is_https())?;
    if !came_by_http(&posted.parts.headers) {
        return None;
    }
    let message = format!("This page was opened without encryption, and here nobody can sign in. Open {url} instead.");
    let form = FormState { values: kept(posted), message: Some(message), ..FormState::default() };
    Some(page(state, posted.clone(), form, StatusCode::UNPROCESSABLE_ENTITY).await)
}

/// Browsers keep a secure cookie of this very machine.
fn came_by_http(headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()?.parse::<Uri>().ok());
    origin.is_some_and(|origin| origin.scheme_str() == Some("http") && !origin.host().is_some_and(is_loopback_host))
}
