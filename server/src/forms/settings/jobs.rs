//! POST `/settings/jobs`: a regular job, now.

use axum::extract::State;
use axum::response::Response;
use backend::Error;

use super::{go_to, refused, take_password};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let ran = match take_password(&state, &posted).await {
        Ok(()) => state.backend.run_job(&posted.caller, &posted.value("job")).await,
        Err(error) => Err(error),
    };
    match ran {
        Ok(_) => go_to("/settings/jobs?said=ran"),
        Err(Error::Busy) => go_to("/settings/jobs?said=runs"),
        Err(error) => refused(&state, posted, error).await,
    }
}
