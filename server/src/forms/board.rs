//! POST `/board`: several incidents of the list cancelled with one reason, and that press taken back. `act` says which.
//! The step "merge" leads on to the page that shows what it would do.
//! What could not be done is named on the page that follows.

use axum::extract::State;
use axum::response::Response;
use backend::Error;
use backend::incidents::CancelMany;
use domain::Refusal;
use domain::field::Problem;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::settings::ticked;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let desk = &state.backend;
    if posted.value("step") == "merge" {
        let ticks = ticked(&posted, "ticked");
        if ticks.is_empty() {
            let missing = Error::Refused(Refusal::field("ticked", Problem::Missing));
            return again(&state, posted, missing).await;
        }
        return go_to(&kit::routes::merge(&ticks));
    }
    let done = match posted.value("act").as_str() {
        "cancel" => {
            let (why, reason) = (posted.value("why"), posted.value("reason"));
            desk.cancel_many(&posted.caller, CancelMany { ticked: ticked(&posted, "ticked"), why, reason }).await
        }
        "undo" => desk.undo_many(&posted.caller, &posted.value("press")).await,
        _ => Err(Error::Refused(Refusal::field("act", Problem::Unknown))),
    };
    match done {
        Ok(press) => go_to(&kit::routes::board_done(posted.parts.uri.query().unwrap_or_default(), &press)),
        Err(error) => again(&state, posted, error).await,
    }
}
