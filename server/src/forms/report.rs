//! POST `/report`: anybody reports. Over the limit a report is stored all the
//! same, unverified and without letters; over the ceiling of a day it is not, and
//! every word stands in the form again.

use axum::extract::State;
use axum::response::Response;
use backend::incidents::NewReport;
use domain::report::ReportDraft;

use super::again::again;
use super::posted::Posted;
use super::{enough_reports, go_to};
use crate::request::rate_limits::Verdict;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let person = posted.caller.person().map(|person| person.to_string());
    if state.rate_limits.one_more_report_today(posted.client.network(), person.as_deref()) == Verdict::Over {
        state.backend.reports_are_refused();
        let refused = enough_reports(&state);
        return again(&state, posted, refused).await;
    }
    let new = NewReport::by_web(posted.typed::<ReportDraft>(), is_over_limit(&state, &posted));
    let browser = posted.browser(state.public_url.is_https()).to_owned();
    let new = NewReport { letter_over_limit: is_letter_over_limit(&state, &posted), browser, ..new };
    match state.backend.report(&posted.caller, new).await {
        Ok(receipt) => match receipt.token {
            Some(token) => go_to(&kit::routes::receipt(&token)),
            None => go_to(&kit::routes::incident(&receipt.number)),
        },
        Err(error) => again(&state, posted, error).await,
    }
}

/// A receipt to a stranger is a letter to an address that a visitor typed, like any other.
pub fn is_letter_over_limit(state: &AppState, posted: &Posted) -> bool {
    let is_strangers = state.backend.is_strangers_address(&posted.value("email")).unwrap_or(true);
    is_strangers && state.rate_limits.letter(posted.client.network()) == Verdict::Over
}

/// Reports and "me too" together: both write to the team and to whatever address was typed.
pub fn is_over_limit(state: &AppState, posted: &Posted) -> bool {
    let person = posted.caller.person().map(|person| person.to_string());
    state.rate_limits.report(posted.client.network(), person.as_deref()) == Verdict::Over
}
