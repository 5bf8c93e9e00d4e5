//! POST `/join`: "me too". On refusal the report page comes again, for it has
//! the list of what is known.

use axum::extract::State;
use axum::response::Response;
use http::Uri;

use super::again::again;
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, mut posted: Posted) -> Response {
    let (number, name, email) = (posted.value("number"), posted.value("name"), posted.value("email"));
    match state.backend.join(&posted.caller, &number, &name, &email).await {
        Ok(receipt) => go_to(&receipt.token.map_or_else(|| "/".to_owned(), |token| app::routes::receipt(&token))),
        Err(error) => {
            posted.parts.uri = Uri::from_static(app::routes::REPORT);
            again(&state, posted, error).await
        }
    }
}
