//! POST `/due/hand-over`: what somebody has who goes away, each to whoever is chosen.

use axum::extract::State;
use axum::response::Response;
use backend::incidents::GiveAway;
use domain::view::hand_over::field;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let prefix = field("");
    let own = posted.fields().iter().filter_map(|(name, person)| Some((name.strip_prefix(&prefix)?, person)));
    let each = own.map(|(number, person)| (number.to_owned(), person.clone())).collect();
    match state.backend.give_away(&posted.caller, GiveAway { all: posted.value("all"), each }).await {
        Ok(given) => go_to(&format!("{}?given={given}", kit::routes::HAND_OVER)),
        Err(error) => again(&state, posted, error).await,
    }
}
