//! POST `/join`: "me too", limited as reports are. On refusal the join page says what is known now.

use axum::extract::State;
use axum::response::Response;
use backend::incidents::JoinRequest;

use super::again::again;
use super::posted::Posted;
use super::report::{is_letter_over_limit, is_over_limit};
use super::{enough_reports, go_to};
use crate::request::rate_limits::Verdict;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let person = posted.caller.person().map(|person| person.to_string());
    if state.rate_limits.one_more_join_today(posted.client.network(), person.as_deref()) == Verdict::Over {
        let refused = enough_reports(&state);
        return again(&state, posted, refused).await;
    }
    let request = JoinRequest {
        number: posted.value("number"),
        name: posted.value("name"),
        email: posted.value("email"),
        nonce: posted.value("nonce"),
        over_limit: is_over_limit(&state, &posted),
        letter_over_limit: is_letter_over_limit(&state, &posted),
        browser: posted.browser(state.public_url.is_https()).to_owned(),
        address: posted.address(),
    };
    match state.backend.join(&posted.caller, request).await {
        Ok(receipt) => {
            let token = receipt.token.as_deref();
            go_to(&token.map_or_else(|| kit::routes::HOME.to_owned(), kit::routes::receipt))
        }
        Err(error) => again(&state, posted, error).await,
    }
}
