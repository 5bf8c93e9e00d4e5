//! POST `/settings/playbooks`: the plans that checklists are copied from.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::playbooks::PlaybookDraft;

use super::{go_to, id, refused, seen, ticked, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("{}?said={said}", kit::routes::PLAYBOOKS)),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "add" => desk.add_playbook(caller, draft(posted)).await.map(|_| "added"),
        "change" => {
            desk.change_playbook(caller, id(posted, "id")?, draft(posted), seen(posted)).await.map(|()| "changed")
        }
        "retire" => desk.retire_playbook(caller, id(posted, "id")?, seen(posted)).await.map(|()| "retired"),
        _ => Err(unknown_act()),
    }
}

fn draft(posted: &Posted) -> PlaybookDraft {
    PlaybookDraft {
        name: posted.value("name"),
        kinds: ticked(posted, "kinds"),
        services: ticked(posted, "services"),
        steps: posted.value("steps"),
    }
}
