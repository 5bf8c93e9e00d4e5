//! POST `/reset` asks for a link to a new password, and says the same whether
//! the address is known or not; POST `/reset/{token}` sets the password. Nobody
//! is signed in by it: other browsers are signed out, this one signs in anew.

use axum::extract::{Path, State};
use axum::response::Response;

use super::again::again;
use super::posted::Posted;
use super::{go_to, may_ask_for_a_letter};
use crate::state::AppState;

pub async fn ask(State(state): State<AppState>, posted: Posted) -> Response {
    let asked = match may_ask_for_a_letter(&state, &posted) {
        Ok(()) => state.backend.ask_password_reset(&posted.value("email")).await,
        over => over,
    };
    match asked {
        Ok(()) => go_to("/reset?said=mailed"),
        Err(error) => again(&state, posted, error).await,
    }
}

pub async fn post(State(state): State<AppState>, Path(token): Path<String>, posted: Posted) -> Response {
    posted.waits_for_hashing();
    let (password, address) = (posted.value("password"), posted.address());
    match state.backend.reset_password(&token, &password, posted.device(), &address).await {
        Ok(()) => go_to("/sign-in?said=changed"),
        Err(error) => again(&state, posted, error).await,
    }
}
