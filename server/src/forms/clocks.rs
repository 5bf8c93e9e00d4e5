//! POST `/incidents/{number}/clocks`: why a target was missed.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Result;
use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::field::FieldError;
use domain::incident::{BreachCause, Press, SlaClock};

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match explain(&state, number, &posted).await {
        Ok(number) => go_to(&kit::routes::incident_clocks(&number)),
        Err(error) => again(&state, posted, error).await,
    }
}

async fn explain(state: &AppState, number: String, posted: &Posted) -> Result<String> {
    let refused = |error: FieldError| Refusal::Fields(vec![error]);
    let clock = SlaClock::parse("clock", &posted.value("clock")).map_err(refused)?;
    let cause = BreachCause::parse("cause", &posted.value("cause")).map_err(refused)?;
    let press = Press::ExplainBreach { clock, cause, words: posted.value("words") };
    let request = ChangeRequest { number, press, also: None, seen: None, nonce: posted.value("nonce") };
    state.backend.change(&posted.caller, request).await.map(|done| done.number)
}
