//! POST `/merge`: what was ticked in the list is merged into one incident. What could not be merged is named on the page
//! that follows.

use axum::extract::State;
use axum::response::Response;
use backend::incidents::MergeMany;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let ticked = posted.value("ticked").split(',').map(str::to_owned).collect();
    let (into, reopen) = (posted.value("into"), posted.value("reopen") == "on");
    let request = MergeMany { ticked, into, reopen };
    match state.backend.merge_many(&posted.caller, request).await {
        Ok(press) => go_to(&kit::routes::board_done("", &press)),
        Err(error) => again(&state, posted, error).await,
    }
}
