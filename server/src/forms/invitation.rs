//! POST `/invite/{token}`: the invited person chooses a password and is in.

use axum::extract::{Path, State};
use axum::response::Response;

use super::again::again;
use super::posted::Posted;
use super::welcome::{no_session_here, welcome};
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    if let Some(refused) = no_session_here(&state, &posted).await {
        return refused;
    }
    let password = posted.value("password");
    posted.waits_for_hashing();
    match state.backend.accept_invitation(&token, &password, posted.device(), &posted.address()).await {
        Ok(session) => welcome(&state, &posted, &session, "/").await,
        Err(error) => again(&state, posted, error).await,
    }
}
