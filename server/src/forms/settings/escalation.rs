//! POST `/settings/escalation`: by which steps an alert goes on, and who is the last resort.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::duty::{PolicyDraft, STEPS_MOST};

use super::{go_to, refused, seen, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(()) => go_to(&format!("{}?said=saved", kit::routes::ESCALATION)),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<()> {
    if posted.value("act") != "escalation" {
        return Err(unknown_act());
    }
    let step = |place: usize| (posted.value(&format!("whom{place}")), posted.value(&format!("minutes{place}")));
    let draft = PolicyDraft {
        steps: (1..=STEPS_MOST).map(step).collect(),
        repeats: posted.value("repeats"),
        last_resort: posted.value("last_resort"),
        name: posted.value("last_name"),
        address: posted.value("last_address"),
    };
    state.backend.change_policy(&posted.caller, draft, seen(posted)).await
}
