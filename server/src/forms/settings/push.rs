//! POST `/settings/push`: where alerts are pushed to.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::pushes::TargetDraft;

use super::{go_to, id, refused, seen, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("/settings/push?said={said}")),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "add" => desk.add_push_target(caller, draft(posted)).await.map(|_| "added"),
        "change" => {
            desk.change_push_target(caller, id(posted, "id")?, draft(posted), seen(posted)).await.map(|()| "changed")
        }
        "remove" => desk.remove_push_target(caller, id(posted, "id")?, seen(posted)).await.map(|()| "removed"),
        "test" => desk.test_push_target(caller, id(posted, "id")?).await.map(|()| "tested"),
        _ => Err(unknown_act()),
    }
}

fn draft(posted: &Posted) -> TargetDraft {
    TargetDraft {
        name: posted.value("name"),
        way: posted.value("way"),
        url: posted.value("push_url"),
        secret: posted.value("push_secret"),
        private: posted.value("private"),
    }
}
