//! POST `/join`: "me too". On refusal the join page says what is known now.

use axum::extract::State;
use axum::response::Response;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let (number, name, email) = (posted.value("number"), posted.value("name"), posted.value("email"));
    match state.backend.join(&posted.caller, &number, &name, &email).await {
        Ok(receipt) => {
            let token = receipt.token.as_deref();
            go_to(&token.map_or_else(|| app::routes::HOME.to_owned(), app::routes::receipt))
        }
        Err(error) => again(&state, posted, error).await,
    }
}
