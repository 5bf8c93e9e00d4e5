//! The one place where everything is mounted. Layers, from the socket inwards:
//! log, headers, panics, client address, turns, patience, body limit, host,
//! origin, build, session, then the route. Health is asked outside of all bounds.

mod pages;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;

use crate::refusal::{Asker, NOT_FOUND};
use crate::security::{body_limit, build_id, client_address, headers, host, origin, panics, patience, session, turns};
use crate::state::AppState;
use crate::{health, logging};

/// The whole site, ready to be served or asked in a test.
pub fn router(state: AppState) -> Router {
    let site = guarded(pages::mounted(&state, Router::new()).fallback(nothing_here), &state);
    let health = Router::new().route("/healthz", get(health::healthz)).route("/readyz", get(health::readyz));
    site.merge(health)
        .layer(panics::layer())
        .layer(from_fn_with_state(state.clone(), headers::layer))
        .layer(from_fn(logging::layer))
        .with_state(state)
}

/// Puts every guard around routes; the last one added stands outermost.
pub fn guarded(routes: Router<AppState>, state: &AppState) -> Router<AppState> {
    let with = |state: &AppState| state.clone();
    routes
        .layer(from_fn_with_state(with(state), session::layer))
        .layer(from_fn_with_state(with(state), build_id::layer))
        .layer(from_fn_with_state(with(state), origin::layer))
        .layer(from_fn_with_state(with(state), host::layer))
        .layer(body_limit::layer())
        .layer(patience::layer(patience::ANSWER_PATIENCE))
        .layer(from_fn_with_state(with(state), turns::layer))
        .layer(from_fn_with_state(with(state), client_address::layer))
}

async fn nothing_here(request: Request) -> Response {
    NOT_FOUND.to(Asker::of(request.uri().path()))
}
