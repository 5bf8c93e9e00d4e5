//! POST `/settings/targets`: how long things may take, from when on it is meant, and for what is open already.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::targets::TargetsDraft;
use domain::ids::ServiceId;

use super::{go_to, id, refused, seen, take_password, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("/settings/targets?said={said}")),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    let service = |posted: &Posted| -> Result<Option<ServiceId>> {
        if posted.value("id").is_empty() { Ok(None) } else { id(posted, "id").map(Some) }
    };
    match posted.value("act").as_str() {
        "change" => {
            let draft = TargetsDraft::of(posted.values());
            desk.change_targets(caller, service(posted)?, draft, seen(posted)).await.map(|()| "changed")
        }
        "drop" => desk.drop_targets(caller, id(posted, "id")?, seen(posted)).await.map(|()| "dropped"),
        "confirm" => desk.confirm_targets(caller).await.map(|()| "confirmed"),
        "apply" => desk.apply_targets(caller).await.map(|_| "applied"),
        _ => Err(unknown_act()),
    }
}
