//! POST `/incidents/{number}/update`: an update for several audiences. `step` says whether it is checked, changed, sent or
//! taken back; without one it is checked, so that nothing is sent that nobody looked at.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::desk::UpdateDraft;
use backend::incidents::ChangeRequest;
use backend::{Error, Result};
use domain::Refusal;
use domain::incident::Press;
use http::StatusCode;
use kit::form::FormState;
use kit::routes;

use super::again::{again, again_with, kept, page};
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match posted.value("step").as_str() {
        "send" => send(&state, &number, posted).await,
        "undo" => undo(&state, number, posted).await,
        "edit" => shown(&state, posted, "edit").await,
        _ => match state.backend.check_update(&posted.caller, &number, &draft(&posted)).await {
            Ok(_) => shown(&state, posted, "check").await,
            Err(error) => again(&state, posted, error).await,
        },
    }
}

async fn send(state: &AppState, number: &str, posted: Posted) -> Response {
    match state.backend.send_update(&posted.caller, number, &draft(&posted)).await {
        Ok(done) => {
            let (path, people) = (routes::incident_update(&done.number), done.told.unwrap_or_default());
            go_to(&format!("{path}?sent={}&to={people}", done.sequence.unwrap_or_default()))
        }
        Err(error) => {
            let old = matches!(&error, Error::Refused(refusal) if refusal.is_of_an_old_screen());
            again_with(state, posted, error, &[("stale", if old { "on" } else { "" })]).await
        }
    }
}

async fn undo(state: &AppState, number: String, posted: Posted) -> Response {
    match taken_back(state, number, &posted).await {
        Ok(to) => go_to(&to),
        Err(error) => again(state, posted, error).await,
    }
}

async fn taken_back(state: &AppState, number: String, posted: &Posted) -> Result<String> {
    let sequence: u64 = posted.value("sequence").parse().map_err(|_| Error::Refused(Refusal::UndoTooLate))?;
    let press = Press::Undo { sequence };
    let request = ChangeRequest { number, press, also: None, seen: None, nonce: String::new() };
    let done = state.backend.change(&posted.caller, request).await?;
    Ok(format!("{}?undone={sequence}", routes::incident_update(&done.number)))
}

/// The page with everything typed, at that step.
async fn shown(state: &AppState, posted: Posted, step: &str) -> Response {
    let mut values = kept(&posted);
    values.insert("step".to_owned(), step.to_owned());
    page(state, posted, FormState { values, ..FormState::default() }, StatusCode::OK).await
}

fn draft(posted: &Posted) -> UpdateDraft {
    UpdateDraft::typed(&posted.values())
}
