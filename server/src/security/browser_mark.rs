//! A mark for the browser of a visitor who may report or join: whoever does both from one browser is one person, and
//! without a name it is what tells one of our own network from another. It is given with the page, because whoever presses
//! has then brought it; a browser that keeps nothing is counted by its network.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use backend::Caller;
use http::header::SET_COOKIE;
use http::{HeaderValue, Method};

use crate::request::cookie;
use crate::state::AppState;

/// Pages with a "me too".
const OFFERING: [&str; 2] = ["/", "/report"];

pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mark = wanted(&state, &request);
    let mut response = next.run(request).await;
    if let Some(mark) = mark {
        response.headers_mut().append(SET_COOKIE, mark);
    }
    response
}

fn wanted(state: &AppState, request: &Request) -> Option<HeaderValue> {
    let pattern = request.extensions().get::<MatchedPath>()?;
    let visitor = request.extensions().get::<Caller>().is_none_or(Caller::is_visitor);
    if request.method() != Method::GET || !visitor || !OFFERING.contains(&pattern.as_str()) {
        return None;
    }
    let https = state.public_url.is_https();
    let brought = cookie::read_browser(request.headers(), https);
    if !state.backend.wants_browser_mark(brought) {
        return None;
    }
    let mark =
        state.backend.browser_mark().inspect_err(|error| tracing::error!(%error, "a browser gets no mark")).ok()?;
    HeaderValue::from_str(&cookie::browser_kept(&mark, https)).ok()
}
