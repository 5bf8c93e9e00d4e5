//! POST `/incidents/{number}`: what one can write on an incident's page without script: a note, a message to the
//! reporters, further words of a reporter, whether it works again, that these words go, that a duplicate is none. `act` says which.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Error;
use backend::incidents::ChangeRequest;
use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Press, Verdict};

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    let text = posted.value("text");
    let command = match posted.value("act").as_str() {
        "note" => Press::Note { text },
        "message" => Press::Message { text },
        "add" => Press::AddWords { text },
        "works" => Press::Judge { verdict: Verdict::WorksAgain, words: text },
        "broken" => Press::Judge { verdict: Verdict::StillBroken, words: text },
        "take-out" => Press::TakeOutOwnWords { sequence: posted.value("sequence").parse().unwrap_or_default() },
        "apart" => Press::TakeApart,
        _ => return again(&state, posted, Error::Refused(Refusal::field("act", Problem::Unknown))).await,
    };
    let request = ChangeRequest { number, press: command, also: None, seen: None, nonce: posted.value("nonce") };
    match state.backend.change(&posted.caller, request).await {
        Ok(done) => go_to(&format!("{}#newest", kit::routes::incident(&done.number))),
        Err(error) => again(&state, posted, error).await,
    }
}
