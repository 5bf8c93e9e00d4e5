//! POST `/sign-in`: mail address and password become a session's cookie; or,
//! with `act=link`, a link is mailed. POST `/sign-in/{token}` is the button
//! behind that link. The answer never says whether an address is known.

use axum::extract::{Path, State};
use axum::response::Response;
use backend::Error;
use domain::Refusal;
use domain::field::{FieldError, Problem};

use super::again::again;
use super::posted::Posted;
use super::welcome::{no_session_here, welcome};
use super::{go_to, may_ask_for_a_letter};
use crate::request::next_path;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    if posted.value("act") == "link" {
        return ask_for_link(&state, posted).await;
    }
    if let Some(refused) = no_session_here(&state, &posted).await {
        return refused;
    }
    let email = posted.value("email");
    let password = posted.value("password");
    posted.waits_for_hashing();
    let marks = posted.marks(state.public_url.is_https());
    match state.backend.sign_in_again(&email, &password, posted.device(), &posted.address(), marks).await {
        Ok(session) => welcome(&state, &posted, &session, next_path::safe(&posted.value("next"))).await,
        Err(error) => {
            log_failure(&posted, &error);
            again(&state, posted, error).await
        }
    }
}

/// In these words and no others: fail2ban reads the line (`docs/running/fail2ban`). It names nobody.
fn log_failure(posted: &Posted, error: &Error) {
    let is_wrong = |error: &FieldError| error.field == "password" && error.problem == Problem::Wrong;
    let wrong = matches!(error, Error::Refused(Refusal::Fields(errors)) if errors.iter().any(is_wrong));
    if wrong || matches!(error, Error::Refused(Refusal::TooManyAttempts { .. })) {
        tracing::warn!("sign-in failed from {}", posted.address());
    }
}

async fn ask_for_link(state: &AppState, posted: Posted) -> Response {
    let asked = match may_ask_for_a_letter(state, &posted) {
        Ok(()) => state.backend.sign_in_by_mail(&posted.value("email")).await,
        over => over,
    };
    match asked {
        Ok(()) => go_to("/sign-in?said=mailed"),
        Err(error) => again(state, posted, error).await,
    }
}

pub async fn by_link(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    if let Some(refused) = no_session_here(&state, &posted).await {
        return refused;
    }
    match state.backend.enter_by_link(&token, posted.device(), &posted.address()).await {
        Ok(session) => welcome(&state, &posted, &session, "/").await,
        Err(error) => again(&state, posted, error).await,
    }
}
