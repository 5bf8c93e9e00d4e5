//! POST `/reviews` and `/incidents/{number}/review`: what was learned of an incident.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::reviews::LinesDraft;
use backend::{Error, Result};
use domain::Refusal;
use domain::field::Problem;
use domain::review::ReviewPart;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::settings::{seen, ticked, unknown_act};
use crate::state::AppState;

/// One that is not due: by the number of its incident.
pub async fn begin(State(state): State<AppState>, posted: Posted) -> Response {
    let number = posted.value("number").trim().to_owned();
    let begun = match number.as_str() {
        "" => Err(Refusal::field("number", Problem::Missing).into()),
        number => state.backend.begin_review(&posted.caller, number.to_owned()).await,
    };
    match begun {
        Ok(()) => go_to(&format!("{}?said=begun", kit::routes::incident_review(&number))),
        Err(Error::NotFound) => again(&state, posted, Refusal::field("number", Problem::Unknown).into()).await,
        Err(error) => again(&state, posted, error).await,
    }
}

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    match act(&state, &number, &posted).await {
        Ok(said) => go_to(&format!("{}?said={said}", kit::routes::incident_review(&number))),
        Err(error) => again(&state, posted, error).await,
    }
}

/// What is said of it then.
async fn act(state: &AppState, number: &str, posted: &Posted) -> Result<String> {
    let (desk, caller, number) = (&state.backend, &posted.caller, number.to_owned());
    Ok(match posted.value("act").as_str() {
        "begin" => {
            desk.begin_review(caller, number).await?;
            "begun".to_owned()
        }
        "hand" => {
            let (owner, due) = (posted.value("owner"), posted.value("due"));
            desk.hand_review(caller, number, owner, due, seen(posted)).await?;
            "saved".to_owned()
        }
        "part" => {
            let part = ReviewPart::of(&posted.value("id")).ok_or_else(unknown_act)?;
            desk.write_review(caller, number, part, posted.value(part.code()), seen(posted)).await?;
            "saved".to_owned()
        }
        "lines" => {
            let (line_at, line) = (posted.value("line_at"), posted.value("line"));
            let draft = LinesDraft { chosen: ticked(posted, "chosen"), line_at, line };
            desk.choose_lines(caller, number, draft, seen(posted)).await?;
            "saved".to_owned()
        }
        "read" => {
            desk.read_review(caller, number, seen(posted)).await?;
            "read".to_owned()
        }
        "publish" => {
            let (audiences, unread) = (ticked(posted, "audiences"), !posted.value("unread").is_empty());
            let people = desk.publish_review(caller, number, audiences, unread, seen(posted)).await?;
            format!("published-{people}")
        }
        _ => return Err(unknown_act()),
    })
}
