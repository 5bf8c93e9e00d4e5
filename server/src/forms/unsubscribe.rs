//! POST `/u/{token}`: stops letters without signing in. A mail program's
//! one-click (RFC 8058) gets a bare answer, as it follows no redirect; a person
//! gets the page, which can also take the stop back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

const ONE_CLICK: &str = "One-Click";

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    let back = posted.value("act") == "again";
    let done = if back { state.backend.resubscribe(&token).await } else { state.backend.unsubscribe(&token).await };
    match done {
        Ok(()) if posted.value("List-Unsubscribe") == ONE_CLICK => "stopped\n".into_response(),
        Ok(()) => {
            let said = if back { "again" } else { "stopped" };
            go_to(&format!("{}?said={said}", app::routes::unsubscribe(&token)))
        }
        Err(error) => again(&state, posted, error).await,
    }
}
