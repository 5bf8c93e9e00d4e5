//! Plain forms, as a browser without script posts them; with script the same
//! pages call server functions. Each handler calls one use case and redirects.
//! On refusal the page comes again with status 422 and every value kept,
//! except passwords. Knows no rule; what is wrong with a field is the domain's.

mod actions;
mod again;
mod alert;
mod board;
mod checklist;
mod clocks;
mod hand_over;
mod incident;
mod invitation;
mod join;
mod merge;
mod planned;
mod posted;
mod ready;
mod receipt;
mod relay_typed;
mod report;
mod reset;
mod reviews;
mod search;
mod send_again;
mod set_up;
mod settings;
mod sign_in;
mod sign_out;
mod status;
mod subscriptions;
mod test_letter;
mod unknown_origin;
mod unsubscribe;
mod update;
mod welcome;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use backend::{Error, Result};
use domain::Refusal;
use http::StatusCode;
use http::header::LOCATION;

use crate::request::rate_limits::{LETTER_REFILL, Verdict};
use crate::state::AppState;

pub use posted::Posted;
pub use send_again::send_again;
pub use unknown_origin::unknown_origin;

/// Every address that takes a plain form.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/report", post(report::post))
        .route("/join", post(join::post))
        .route("/board", post(board::post))
        .route("/search", post(search::post))
        .route("/merge", post(merge::post))
        .route("/due/hand-over", post(hand_over::post))
        .route("/actions", post(actions::post))
        .route("/reviews", post(reviews::begin))
        .route("/incidents/{number}/review", post(reviews::post))
        .route("/planned", post(planned::post))
        .route("/r/{token}", post(receipt::post))
        .route("/incidents/{number}", post(incident::post))
        .route("/incidents/{number}/alert", post(alert::post))
        .route("/incidents/{number}/clocks", post(clocks::post))
        .route("/incidents/{number}/checklist", post(checklist::post))
        .route("/incidents/{number}/update", post(update::post))
        .route("/sign-in", post(sign_in::post))
        .route("/sign-in/{token}", post(sign_in::by_link))
        .route("/sign-out", post(sign_out::post))
        .route("/setup", post(set_up::post))
        .route("/invite/{token}", post(invitation::post))
        .route("/reset", post(reset::ask))
        .route("/reset/{token}", post(reset::post))
        .route("/u/{token}", post(unsubscribe::post))
        .route("/status", post(status::post))
        .route("/ready", post(ready::post))
        .route("/subscriptions/{token}", post(subscriptions::post))
        .route("/subscriptions/confirm/{token}", post(subscriptions::confirm))
        .merge(settings::routes())
}

/// Whether one more letter may go to an address that was typed here. Per network, so it says nothing about the address.
fn may_ask_for_a_letter(state: &AppState, posted: &Posted) -> Result<()> {
    match state.rate_limits.letter(posted.client.network()) {
        Verdict::Within => Ok(()),
        Verdict::Over => {
            let retry_seconds = u32::try_from(LETTER_REFILL).unwrap_or(u32::MAX);
            Err(Refusal::TooManyAttempts { retry_seconds }.into())
        }
    }
}

/// Why a report over the ceiling is not taken, with the number to call where one is set.
fn enough_reports(state: &AppState) -> Error {
    let call = state.backend.settings().ok().and_then(|settings| settings.emergency_line());
    Refusal::EnoughReports { call }.into()
}

/// After a form, a page that can be loaded again without posting again.
fn go_to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path.to_owned())]).into_response()
}
