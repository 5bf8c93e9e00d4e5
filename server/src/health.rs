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
    if state.stop.is_cancelled() {
        return NOT_READY.to(Asker::Stream);
    }
    match state.backend.settings() {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready: the settings cannot be read");
            NOT_READY.to(Asker::Stream)
        }
    }
}
