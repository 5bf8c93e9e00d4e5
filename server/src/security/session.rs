//! Who asks, and whether this route is open to them. Closed by default: a route
//! that is not on the public list needs a session, decided on the pattern the
//! router matched and before anything is rendered. What the person may do there
//! is not decided here; use cases ask that inside their transaction.

use axum::Form;
use axum::extract::{FromRequest, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use backend::Caller;
use http::header::{LOCATION, REFERER};
use http::{HeaderMap, Method, StatusCode, Uri};

use super::public_paths;
use crate::forms::send_again;
use crate::refusal::{Asker, SIGNED_OUT};
use crate::request::{cookie, next_path};
use crate::state::AppState;

pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let session = cookie::read(request.headers(), state.public_url.is_https());
    let caller = match session {
        Some(session) => caller_of(&state, session).await.unwrap_or_else(Caller::visitor),
        None => Caller::visitor(),
    };
    if caller.is_visitor() && !is_open(&request) {
        return signed_out(request).await;
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// The one place where a cookie becomes a person. What cannot be read opens nothing.
async fn caller_of(state: &AppState, session: &str) -> Option<Caller> {
    match state.backend.caller_from_session(session).await {
        Ok(caller) => caller,
        Err(error) => {
            tracing::error!(%error, "a session cannot be looked up");
            None
        }
    }
}

/// A path nobody mounted holds nothing to protect; it is answered 404.
fn is_open(request: &Request) -> bool {
    let pattern = request.extensions().get::<MatchedPath>();
    pattern.is_none_or(|pattern| public_paths::is_public(pattern.as_str(), request.method()))
}

/// What was typed while the session ended is not lost.
async fn signed_out(request: Request) -> Response {
    let asker = Asker::of(request.uri().path());
    if asker != Asker::Page {
        return SIGNED_OUT.to(asker);
    }
    let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
    if method == Method::POST
        && let Ok(Form(fields)) = Form::<Vec<(String, String)>>::from_request(request, &()).await
        && let Some(kept) = send_again(uri.path(), &fields)
    {
        return kept;
    }
    sent_to_sign_in(&method, &uri, &headers)
}

fn sent_to_sign_in(method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    // A form cannot be sent again from its answer; the page that held it can be opened.
    let back = if *method == Method::GET { path_and_query(uri) } else { referring_path(headers) };
    (StatusCode::SEE_OTHER, [(LOCATION, next_path::sign_in_then(&back))]).into_response()
}

fn path_and_query(uri: &Uri) -> String {
    uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

fn referring_path(headers: &HeaderMap) -> String {
    let referer = headers.get(REFERER).and_then(|referer| referer.to_str().ok());
    referer.and_then(|referer| referer.parse::<Uri>().ok()).map_or_else(|| "/".to_owned(), |uri| path_and_query(&uri))
}
