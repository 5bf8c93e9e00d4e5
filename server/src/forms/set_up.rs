//! POST `/setup`: the organisation, its first administrator and their session.

use axum::extract::State;
use axum::response::Response;
use backend::settings::SetUpDraft;

use super::again::again;
use super::posted::Posted;
use super::welcome::welcome;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let (token, draft) = (posted.value("token"), draft(&posted));
    match state.backend.set_up(&token, &draft, posted.device(), &posted.address()).await {
        Ok(session) => {
            // The cookie's name depends on the URL that was saved a moment ago.
            state.public_url.read_again();
            welcome(&state, &session, app::routes::READY)
        }
        Err(error) => again(&state, posted, error).await,
    }
}

fn draft(posted: &Posted) -> SetUpDraft {
    SetUpDraft {
        organisation: posted.value("organisation"),
        zone: posted.value("zone"),
        public_url: posted.value("public_url"),
        reach: posted.value("reach"),
        mail_domains: posted.value("mail_domains"),
        name: posted.value("name"),
        email: posted.value("email"),
        password: posted.value("password"),
        security_handler: posted.value("security_handler"),
        smtp_url: posted.value("smtp_url"),
        mail_from: posted.value("mail_from"),
    }
}
