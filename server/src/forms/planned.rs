//! POST `/planned`: work that is planned, as whoever works on incidents keeps it.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::planned::PlannedDraft;
use domain::planned::End;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::settings::{id, seen, ticked, unknown_act};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok((open, said)) => go_to(&format!("{}?planned={open}&said={said}", kit::routes::PLANNED)),
        Err(error) => again(&state, posted, error).await,
    }
}

/// Which one is open then, and what is said of it.
async fn act(state: &AppState, posted: &Posted) -> Result<(String, String)> {
    let (desk, caller) = (&state.backend, &posted.caller);
    let said = match posted.value("act").as_str() {
        "add" => {
            let added = desk.add_planned(caller, draft(posted)).await?;
            return Ok((added.to_string(), "added".to_owned()));
        }
        "change" => {
            desk.change_planned(caller, id(posted, "id")?, draft(posted), seen(posted)).await?;
            "changed".to_owned()
        }
        "extend" => {
            desk.extend_planned(caller, id(posted, "id")?, posted.value("ends"), seen(posted)).await?;
            "changed".to_owned()
        }
        "finish" => {
            desk.end_planned(caller, id(posted, "id")?, End::Finished, seen(posted)).await?;
            "finished".to_owned()
        }
        "cancel" => {
            desk.end_planned(caller, id(posted, "id")?, End::Cancelled, seen(posted)).await?;
            "cancelled".to_owned()
        }
        "tell" => {
            let remind = !posted.value("remind").is_empty();
            let audiences = ticked(posted, "audiences");
            let people = desk.tell_planned(caller, id(posted, "id")?, audiences, remind, seen(posted)).await?;
            format!("told-{people}")
        }
        _ => return Err(unknown_act()),
    };
    Ok((posted.value("id"), said))
}

fn draft(posted: &Posted) -> PlannedDraft {
    PlannedDraft {
        services: ticked(posted, "services"),
        begins: posted.value("begins"),
        ends: posted.value("ends"),
        words: posted.value("words"),
        team_note: posted.value("team_note"),
    }
}
