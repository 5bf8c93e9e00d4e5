//! POST `/sign-in`: mail address and password become a session's cookie; or,
//! with `act=link`, a link is mailed. POST `/sign-in/{token}` is the button
//! behind that link. The answer never says whether an address is known.

use axum::extract::{Path, State};
use axum::response::Response;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use super::welcome::{no_session_here, welcome};
use crate::security::next_path;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let email = posted.value("email");
    if posted.value("act") == "link" {
        return match state.backend.sign_in_by_mail(&email).await {
            Ok(()) => go_to("/sign-in?said=mailed"),
            Err(error) => again(&state, posted, error).await,
        };
    }
    if let Some(refused) = no_session_here(&state, &posted).await {
        return refused;
    }
    let password = posted.value("password");
    match state.backend.sign_in(&email, &password, posted.device(), &posted.address()).await {
        Ok(session) => welcome(&state, &session, next_path::safe(&posted.value("next"))),
        Err(error) => again(&state, posted, error).await,
    }
}

pub async fn by_link(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    if let Some(refused) = no_session_here(&state, &posted).await {
        return refused;
    }
    match state.backend.enter_by_link(&token, posted.device(), &posted.address()).await {
        Ok(session) => welcome(&state, &session, "/"),
        Err(error) => again(&state, posted, error).await,
    }
}
