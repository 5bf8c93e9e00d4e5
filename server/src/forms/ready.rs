//! POST `/ready`: one of the steps after set-up, named by `act`. What it did
//! travels in the address as numbers, which the page says in words.

use axum::extract::State;
use axum::response::Response;
use backend::{Error, Result};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::AudienceId;

use super::again::{again, again_with, wants_password};
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match step(&state, &posted).await {
        Ok(said) => go_to(&format!("{}?said={said}", app::routes::READY)),
        // The page then asks for the password beside what was typed.
        Err(error) if wants_password(&error) => again_with(&state, posted, error, &[("ask_password", "on")]).await,
        Err(error) => again(&state, posted, error).await,
    }
}

async fn step(state: &AppState, posted: &Posted) -> Result<String> {
    let (desk, caller) = (&state.backend, &posted.caller);
    let password = posted.value("password");
    if !password.is_empty() {
        desk.confirm_password(caller, &password).await?;
    }
    match posted.value("act").as_str() {
        "services" => {
            let added = desk.add_starters(caller, posted.all("services")).await?;
            Ok(format!("added-{added}"))
        }
        "team" => {
            let team = desk.paste_team(caller, &posted.value("people")).await?;
            Ok(format!("invited-{}-{}-{}", team.invited, team.already, team.left.len()))
        }
        "stakeholders" => {
            let audience = audience(state, posted).await?;
            let pasted = desk.paste_members(caller, audience, &posted.value("people")).await?;
            Ok(format!("entered-{}-{}-{}", pasted.members + pasted.asked, pasted.already, pasted.left.len()))
        }
        "test" => desk.send_test_report(caller).await.map(|_| "tested".to_owned()),
        _ => Err(Refusal::field("act", Problem::Unknown).into()),
    }
}

/// One of the three audiences that every desk has.
async fn audience(state: &AppState, posted: &Posted) -> Result<AudienceId> {
    let wanted = match posted.value("audience").as_str() {
        "executive" => AudienceKind::Executive,
        "technical" => AudienceKind::Technical,
        "affected" => AudienceKind::Affected,
        _ => return Err(Refusal::field("audience", Problem::Unknown).into()),
    };
    let audiences = state.backend.list_audiences(&posted.caller).await?;
    let found = audiences.into_iter().find(|audience| audience.kind == wanted);
    found.and_then(|audience| audience.id.parse().ok()).ok_or(Error::NotFound)
}
