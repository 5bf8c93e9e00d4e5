//! The one place where everything is mounted. Layers, from the socket inwards:
//! log, compression, headers, panics, client address, whole body, turns, patience, host,
//! origin, build, one spelling, posts by script, session, the browser's mark, then the route. Health is asked outside of all bounds.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use http::Method;
use kit::routes::{STATUS_FEED, STATUS_JSON};

use crate::refusal::{Asker, LIVE, NOT_FOUND};
use crate::security::{
    browser_mark, build_id, client_address, headers, host, one_spelling, origin, panics, patience, session, turns,
    whole_body,
};
use crate::state::AppState;
use crate::{
    assets, by_script, compliance_file, compression, dossier, duty_calendar, forms, health, letters, live_stream,
    logging, pages, poster, status_files,
};

/// The whole site, ready to be served or asked in a test.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route(LIVE, get(live_stream::live))
        .route("/poster.svg", get(poster::svg))
        .route(STATUS_JSON, get(status_files::json))
        .route(STATUS_FEED, get(status_files::atom))
        .route("/compliance.csv", get(compliance_file::file))
        .route("/incidents/{number}/dossier", get(dossier::file))
        .route("/on-call/{token}/calendar.ics", get(duty_calendar::ics))
        .route("/letters/{id}/preview", get(letters::preview))
        .route("/letters/{id}/retry", post(letters::retry))
        .route("/incidents/{number}/update/preview", post(letters::update_preview))
        .merge(assets::asset_routes())
        .merge(forms::routes());
    dressed(pages::mounted(&state, routes), state)
}

/// Routes with every layer around them; the last one added stands outermost.
pub fn dressed(routes: Router<AppState>, state: AppState) -> Router {
    let health = Router::new().route("/healthz", get(health::healthz)).route("/readyz", get(health::readyz));
    let guarded = routes
        .fallback(nothing_here)
        .layer(from_fn_with_state(state.clone(), browser_mark::layer))
        .layer(from_fn_with_state(state.clone(), session::layer))
        .layer(from_fn(by_script::layer))
        .layer(from_fn(one_spelling::layer))
        .layer(from_fn_with_state(state.clone(), build_id::layer))
        .layer(from_fn_with_state(state.clone(), origin::layer))
        .layer(from_fn_with_state(state.clone(), host::layer))
        .layer(patience::layer(patience::ANSWER_PATIENCE))
        .layer(from_fn_with_state(state.clone(), turns::layer))
        .layer(from_fn(whole_body::layer))
        .layer(from_fn_with_state(state.clone(), client_address::layer));
    guarded
        .merge(health)
        .layer(panics::layer())
        .layer(from_fn_with_state(state.clone(), headers::layer))
        .layer(from_fn(compression::layer))
        .layer(from_fn(logging::layer))
        .with_state(state)
}

/// People get a page about it, calls their error.
async fn nothing_here(State(state): State<AppState>, request: Request) -> Response {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    match Asker::of(request.uri().path()) {
        Asker::Page if reading => pages::nothing_here(&state, request.into_parts().0).await,
        asker => NOT_FOUND.to(asker),
    }
}
