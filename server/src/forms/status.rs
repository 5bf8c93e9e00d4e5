//! POST `/status`: somebody wants letters about services. The answer is the same
//! whether we know the address or not; a letter to it asks whether it is meant.

use axum::extract::State;
use axum::response::Response;

use super::again::again;
use super::posted::Posted;
use super::{go_to, may_ask_for_a_letter};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let (email, services) = (posted.value("email"), posted.all("services"));
    let asked = match may_ask_for_a_letter(&state, &posted) {
        Ok(()) => state.backend.ask_subscription(&posted.caller, &email, &services).await,
        over => over,
    };
    match asked {
        Ok(()) => go_to(&format!("{}?said=asked", kit::routes::STATUS)),
        Err(error) => again(&state, posted, error).await,
    }
}
