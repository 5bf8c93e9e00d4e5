//! `/status.json` and `/status.atom`: what a visitor reads on `/status`, for programs.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use backend::Error;
use http::header::CONTENT_TYPE;

use crate::refusal::{Asker, BROKEN, BUSY};
use crate::state::AppState;
use crate::status_memory::Kept;

pub async fn json(State(state): State<AppState>) -> Response {
    file(&state, "application/json; charset=utf-8", |kept| kept.json.clone())
}

pub async fn atom(State(state): State<AppState>) -> Response {
    file(&state, "application/atom+xml; charset=utf-8", |kept| kept.atom.clone())
}

fn file(state: &AppState, kind: &'static str, of: fn(&Kept) -> Bytes) -> Response {
    match state.status.kept(&state.backend, &state.assets).map_err(Error::with_reference) {
        Ok(kept) => ([(CONTENT_TYPE, kind)], of(&kept)).into_response(),
        Err(Error::Busy) => BUSY.to(Asker::Page),
        Err(_) => BROKEN.to(Asker::Page),
    }
}
