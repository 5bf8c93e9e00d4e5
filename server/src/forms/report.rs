//! POST `/report`: anybody reports. Over the limit a report is stored all the
//! same, unverified and without letters.

use axum::extract::State;
use axum::response::Response;
use backend::incidents::NewReport;
use domain::report::ReportDraft;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::security::rate_limits::Verdict;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let person = posted.caller.person().map(|person| person.to_string());
    let verdict = state.rate_limits.report(posted.client.network(), person.as_deref());
    let new = NewReport::by_web(posted.typed::<ReportDraft>(), verdict == Verdict::Over);
    match state.backend.report(&posted.caller, new).await {
        Ok(receipt) => match receipt.token {
            Some(token) => go_to(&app::routes::receipt(&token)),
            None => go_to(&app::routes::incident(&receipt.number)),
        },
        Err(error) => again(&state, posted, error).await,
    }
}
