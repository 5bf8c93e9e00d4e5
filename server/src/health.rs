//! What a supervisor asks: is the process alive, and can it do its work.
//! No detail in the answer, for anybody may ask; the log has it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::refusal::{Asker, NOT_READY};
use crate::state::AppState;

pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Not ready once the stop has begun, so that a balancer looks elsewhere.
pub async fn readyz(State(state): State<AppState>) -> Response {
    if state.stop.is_cancelled() || state.backend.settings().is_err() {
        return NOT_READY.to(Asker::Stream);
    }
    "ready\n".into_response()
}
