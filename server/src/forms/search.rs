//! POST `/search`: a search kept under a name, and one taken away. `act` says which; the query that was looked at stays.

use axum::extract::State;
use axum::response::Response;
use backend::search::SavedDraft;
use backend::{Error, Result};
use domain::Refusal;
use domain::field::Problem;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match act(&state, &posted).await {
        Ok(said) => go_to(&kit::routes::with_words(kit::routes::SEARCH, &[("q", &posted.value("q")), ("said", said)])),
        Err(error) => again(&state, posted, error).await,
    }
}

async fn act(state: &AppState, posted: &Posted) -> Result<&'static str> {
    let (desk, caller) = (&state.backend, &posted.caller);
    match posted.value("act").as_str() {
        "save" => {
            let for_all = match posted.value("whose").as_str() {
                "all" => true,
                "me" | "" => false,
                _ => return Err(Error::Refused(Refusal::field("whose", Problem::Unknown))),
            };
            let draft = SavedDraft { name: posted.value("name"), query: posted.value("q"), for_all };
            desk.save_search(caller, draft).await.map(|()| "saved")
        }
        "remove" => desk.remove_search(caller, &posted.value("id")).await.map(|()| "removed"),
        _ => Err(Error::Refused(Refusal::field("act", Problem::Unknown))),
    }
}
