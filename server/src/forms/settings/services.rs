//! POST `/services`: the catalogue, as administrators keep it.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::services::ServiceDraft;

use super::{go_to, id, refused, seen, take_password, ticked, unknown_act};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&format!("{}?said={said}", kit::routes::SERVICES)),
        Err(error) => refused(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "add" => desk.add_service(caller, draft(posted)).await.map(|_| "added"),
        "change" => {
            desk.change_service(caller, id(posted, "id")?, draft(posted), seen(posted)).await.map(|()| "changed")
        }
        "retire" => desk.retire_service(caller, id(posted, "id")?, seen(posted)).await.map(|()| "retired"),
        _ => Err(unknown_act()),
    }
}

fn draft(posted: &Posted) -> ServiceDraft {
    ServiceDraft {
        name: posted.value("name"),
        owner: posted.value("owner"),
        criticality: posted.value("criticality"),
        target: posted.value("target"),
        depends_on: ticked(posted, "depends_on"),
    }
}
