//! POST `/settings/journal`: the password again, which reading it takes; then the page that was asked for.

use axum::extract::State;
use axum::response::Response;

use super::{go_to, refused, take_password};
use crate::forms::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let page = posted.parts.uri.path_and_query().map_or(documents::JOURNAL, |path| path.as_str()).to_owned();
    match take_password(&state, &posted).await {
        Ok(()) => go_to(&page),
        Err(error) => refused(&state, posted, error).await,
    }
}
