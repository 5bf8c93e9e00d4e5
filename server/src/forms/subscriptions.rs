//! POST `/subscriptions/{token}`: exactly the ticked services from now on, or,
//! with `act=stop`, nothing at all, or, with `act=wishes`, which of them and when.
//! POST `/subscriptions/confirm/{token}`: the address is theirs.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::wishes::WishesDraft;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    if posted.value("act") == "void" {
        return match state.backend.revoke_letter_links(&token).await {
            // No page of this link is left.
            Ok(()) => go_to(&format!("{}?said=void", kit::routes::STATUS)),
            Err(error) => again(&state, posted, error).await,
        };
    }
    let done = match posted.value("act").as_str() {
        "stop" => state.backend.stop_everything(&token).await,
        "wishes" => state.backend.change_letter_wishes(&token, &wishes(&posted)).await,
        _ => state.backend.change_subscriptions(&token, &posted.all("services")).await,
    };
    match done {
        Ok(()) => go_to(&format!("{}?said=saved", kit::routes::subscriptions(&token))),
        Err(error) => again(&state, posted, error).await,
    }
}

/// What the form of wishes holds, here and on the page of one's account.
pub fn wishes(posted: &Posted) -> WishesDraft {
    WishesDraft {
        least: posted.value("least"),
        planned: posted.value("planned") == "on",
        daily: posted.value("daily") == "on",
        quiet_from: posted.value("quiet_from"),
        quiet_to: posted.value("quiet_to"),
    }
}

pub async fn confirm(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    match state.backend.confirm_subscription(&token).await {
        Ok(page) => go_to(&format!("{}?said=confirmed", kit::routes::subscriptions(&page))),
        Err(error) => again(&state, posted, error).await,
    }
}
