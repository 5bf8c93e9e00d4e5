//! POST `/incidents/{number}/alert`: whoever was woken has seen it, or takes it.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Result;
use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::field::Problem;
use domain::incident::Press;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match act(&state, number, &posted).await {
        Ok(path) => go_to(&path),
        Err(error) => again(&state, posted, error).await,
    }
}

async fn act(state: &AppState, number: String, posted: &Posted) -> Result<String> {
    let (press, taken) = match posted.value("act").as_str() {
        "seen" => (Press::Acknowledge, false),
        "take" => (Press::Take { priority: None, reason: String::new() }, true),
        _ => return Err(Refusal::field("act", Problem::Unknown).into()),
    };
    let request = ChangeRequest { number, press, also: None, seen: None, nonce: posted.value("nonce") };
    let done = state.backend.change(&posted.caller, request).await?;
    Ok(if taken { kit::routes::incident(&done.number) } else { kit::routes::incident_alert(&done.number) })
}
