//! Mounts the documents and answers them, with the policy that lets only our own script run. Which of them are open is
//! not their say.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, Query, RawPathParams, Request, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use backend::Caller;
use documents::{Answer, Asked, Document, Page, TABLE, failed};
use http::header::{CONTENT_SECURITY_POLICY, COOKIE, HOST, LOCATION};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use kit::form::FormState;
use kit::routes::STATUS;
use kit::shell::{UnnamedProxy, chosen_theme};

use super::policy::DOCUMENT_POLICY;
use crate::state::AppState;

/// Adds every document to `router`.
pub fn mounted(router: Router<AppState>) -> Router<AppState> {
    TABLE.iter().fold(router, |router, (pattern, page)| {
        let show = move |State(state): State<AppState>, request: Request| show(state, request, *page);
        router.route(pattern, get(show))
    })
}

/// The document mounted where this request was matched, if one is.
pub fn of(parts: &Parts) -> Option<Page> {
    let matched = parts.extensions.get::<MatchedPath>()?;
    TABLE.iter().find(|(pattern, _)| *pattern == matched.as_str()).map(|(_, page)| *page)
}

async fn show(state: AppState, request: Request, page: Page) -> Response {
    let parts = request.into_parts().0;
    match from_memory(&state, &parts) {
        Some(kept) => kept,
        None => answered(&state, parts, FormState::default(), page).await,
    }
}

/// The one page that a crowd asks for, where it is the same for everybody. What fails here is said by the page itself.
fn from_memory(state: &AppState, parts: &Parts) -> Option<Response> {
    let visitor = parts.extensions.get::<Caller>().is_none_or(|caller| caller.person().is_none());
    if parts.uri.path() != STATUS || parts.uri.query().is_some() || !visitor {
        return None;
    }
    let kept = state.status.kept(&state.backend, &state.assets).ok()?;
    let policy = [(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCUMENT_POLICY))];
    Some((policy, Html(kept.page(theme_of(parts)))).into_response())
}

fn theme_of(parts: &Parts) -> Option<&'static str> {
    chosen_theme(parts.headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok()))
}

/// The page as it stands with this form.
pub async fn answered(state: &AppState, mut parts: Parts, form: FormState, page: Page) -> Response {
    let asked = asked(state, &mut parts, form).await;
    match page(&asked).await {
        Ok(Answer::Shown(document)) => written(state, &parts, document),
        Ok(Answer::Elsewhere(address)) => (StatusCode::SEE_OTHER, [(LOCATION, address.into_owned())]).into_response(),
        Err(error) => written(state, &parts, failed(&asked, error)),
    }
}

/// What people read where nothing is.
pub async fn nothing_here(state: &AppState, mut parts: Parts) -> Response {
    let asked = asked(state, &mut parts, FormState::default()).await;
    written(state, &parts, documents::not_found(&asked))
}

async fn asked(state: &AppState, parts: &mut Parts, form: FormState) -> Asked {
    let query = Query::<BTreeMap<String, String>>::try_from_uri(&parts.uri).map(|Query(words)| words);
    let path = RawPathParams::from_request_parts(parts, state).await;
    let path = path.map(|path| path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
    // A visitor when the guards have said nothing: fail closed.
    let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_else(Caller::visitor);
    Asked {
        desk: state.backend.clone(),
        caller,
        form,
        query: query.unwrap_or_default(),
        path: path.unwrap_or_default(),
        address: address(&parts.headers),
        unnamed_proxy: parts.extensions.get::<UnnamedProxy>().is_some(),
    }
}

/// Where the request says we are. A proxy's word about https may be believed here: it only fills a field.
fn address(headers: &HeaderMap) -> String {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if said("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    said(HOST.as_str()).map(|host| format!("{scheme}://{host}")).unwrap_or_default()
}

fn written(state: &AppState, parts: &Parts, document: Document) -> Response {
    let theme = theme_of(parts);
    let status = document.status;
    let html = document.html(state.assets.as_ref().clone(), theme, state.seconds_now());
    let policy = [(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCUMENT_POLICY))];
    (status, policy, Html(html)).into_response()
}
