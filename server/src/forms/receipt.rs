//! POST `/r/{token}`: the reporter adds words, or says whether it works again.
//! `act` is the pressed button: `add`, `works` or `broken`.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Error;
use domain::Refusal;
use domain::field::Problem;
use domain::incident::Verdict;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    let (text, words, nonce) = (posted.value("text"), posted.value("words"), posted.value("nonce"));
    let desk = &state.backend;
    let done = match posted.value("act").as_str() {
        "add" => desk.add_words(&token, text, nonce).await,
        "works" => desk.judge(&token, Verdict::WorksAgain, words, nonce).await,
        "broken" => desk.judge(&token, Verdict::StillBroken, words, nonce).await,
        _ => Err(Error::Refused(Refusal::field("act", Problem::Unknown))),
    };
    match done {
        Ok(_) => go_to(&kit::routes::receipt(&token)),
        Err(error) => again(&state, posted, error).await,
    }
}
