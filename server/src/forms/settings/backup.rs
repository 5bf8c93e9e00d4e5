//! POST `/settings/backup`: a copy, now.

use axum::extract::State;
use axum::response::Response;

use super::{go_to, refused};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match state.backend.back_up_now(&posted.caller).await {
        Ok(_) => go_to("/settings/backup?said=made"),
        Err(error) => refused(&state, posted, error).await,
    }
}
