//! POST `/u/{token}`: stops letters without signing in. A mail program's
//! one-click (RFC 8058) gets a bare answer, as it follows no redirect, and may
//! come in a body that is no form of ours; a person gets the page, which can
//! also take the stop back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use backend::Error;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::refusal::{Asker, BROKEN, BUSY, DISK_FULL, NOT_FOUND};
use crate::state::AppState;

const ONE_CLICK: &str = "One-Click";

pub async fn post(
    State(state): State<AppState>,
    Path(token): Path<String>,
    posted: Result<Posted, Response>,
) -> Response {
    let Ok(posted) = posted else { return one_click(&state, &token).await };
    if posted.value("List-Unsubscribe") == ONE_CLICK {
        return one_click(&state, &token).await;
    }
    let back = posted.value("act") == "again";
    let done = if back { state.backend.resubscribe(&token).await } else { state.backend.unsubscribe(&token).await };
    match done {
        Ok(()) => go_to(&kit::routes::unsubscribe(&token)),
        Err(error) => again(&state, posted, error).await,
    }
}

async fn one_click(state: &AppState, token: &str) -> Response {
    match state.backend.unsubscribe(token).await {
        Ok(()) => "stopped\n".into_response(),
        Err(Error::Busy) => BUSY.to(Asker::Stream),
        Err(Error::DiskFull) => DISK_FULL.to(Asker::Stream),
        Err(Error::NotFound) => NOT_FOUND.to(Asker::Stream),
        Err(error) => {
            tracing::error!(%error, "a one-click unsubscribe failed");
            BROKEN.to(Asker::Stream)
        }
    }
}
