//! POST `/ready`: one of the steps after set-up, named by `act`. What it did
//! travels in the address as numbers, which the page says in words; lines that
//! were not understood stand in their field again.

use axum::extract::State;
use axum::response::Response;
use backend::{Error, Result};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::AudienceId;
use domain::locale::Locale;

use super::go_to;
use super::posted::Posted;
use super::settings::{left_over, refused, take_password, ticked};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match step(&state, &posted).await {
        Ok(Done { said, left, .. }) if left.is_empty() => go_to(&format!("{}?said={said}", kit::routes::READY)),
        Ok(Done { words, left, taken, .. }) => left_over(&state, posted, taken, &words, &left).await,
        Err(error) => refused(&state, posted, error).await,
    }
}

/// What a step did: as the address says it, in words, and the lines that were not understood.
#[derive(Default)]
struct Done {
    said: String,
    words: String,
    taken: usize,
    left: Vec<String>,
}

async fn step(state: &AppState, posted: &Posted) -> Result<Done> {
    take_password(state, posted).await?;
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "services" => {
            let added = desk.add_starters(caller, ticked(posted, "services")).await?;
            Ok(Done { said: format!("added-{added}"), ..Done::default() })
        }
        "team" => {
            let team = desk.paste_team(caller, &posted.value("people")).await?;
            let words = format!("{} invited.", Locale::English.people(team.invited as u64));
            let taken = team.invited + team.already;
            Ok(Done { said: format!("invited-{}-{}", team.invited, team.already), words, taken, left: team.left })
        }
        "stakeholders" => {
            let audience = audience(state, posted).await?;
            let pasted = desk.paste_members(caller, audience, &posted.value("people")).await?;
            let entered = pasted.members + pasted.asked;
            let words = format!("{} added.", Locale::English.people(entered as u64));
            let taken = entered + pasted.already;
            Ok(Done { said: format!("entered-{entered}-{}", pasted.already), words, taken, left: pasted.left })
        }
        "test" => {
            desk.send_test_report(caller).await?;
            Ok(Done { said: "tested".to_owned(), ..Done::default() })
        }
        "letter" => {
            let told = desk.send_first_letter(caller, &posted.value("text")).await?;
            Ok(Done { said: format!("told-{told}"), ..Done::default() })
        }
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
