//! POST `/r/{token}`: the reporter adds words, or says whether it works again; who joined takes it back, or says where
//! we write to. `act` is the pressed button: `add`, `works`, `broken`, `take-out`, `leave` or `write`.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::{Error, Result};
use domain::Refusal;
use domain::field::Problem;
use domain::incident::Verdict;

use super::again::again;
use super::posted::Posted;
use super::{go_to, may_ask_for_a_letter};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    let (text, words, nonce) = (posted.value("text"), posted.value("words"), posted.value("nonce"));
    let desk = &state.backend;
    let here = kit::routes::receipt(&token);
    let thanked = format!("{here}?said=thanks");
    let done = match posted.value("act").as_str() {
        "add" => desk.add_words(&token, text, nonce).await.map(|_| here),
        "works" => desk.judge(&token, Verdict::WorksAgain, words, nonce).await.map(|_| thanked),
        "broken" => desk.judge(&token, Verdict::StillBroken, words, nonce).await.map(|_| thanked),
        "take-out" => {
            let sequence = posted.value("sequence").parse().unwrap_or_default();
            desk.take_out_own_words(&token, sequence, nonce).await.map(|_| here)
        }
        "leave" => leave(&state, &token, nonce).await,
        "write" => write(&state, &token, &posted).await,
        _ => Err(Error::Refused(Refusal::field("act", Problem::Unknown))),
    };
    match done {
        Ok(next) => go_to(&next),
        Err(error) => again(&state, posted, error).await,
    }
}

/// A second press finds no receipt any more, and is answered like the first.
async fn leave(state: &AppState, token: &str, nonce: String) -> Result<String> {
    match state.backend.leave(token, nonce).await {
        Ok(_) | Err(Error::NotFound) => Ok(format!("{}?said=left", kit::routes::HOME)),
        Err(error) => Err(error),
    }
}

/// Anybody may type anybody's address, so it counts as every other letter that somebody asks for.
async fn write(state: &AppState, token: &str, posted: &Posted) -> Result<String> {
    may_ask_for_a_letter(state, posted)?;
    state.backend.write_to_me(token, &posted.value("email")).await?;
    Ok(format!("{}?said=written", kit::routes::HOME))
}
