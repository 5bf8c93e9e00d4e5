//! POST `/setup`: the organisation, its first administrator and their session;
//! or, with `act=test`, a letter that shows what the mail server answers.

use axum::extract::State;
use axum::response::Response;
use backend::desk::SetUpDraft;
use http::StatusCode;
use kit::form::FormState;

use super::again::{again, kept, page};
use super::posted::Posted;
use super::relay_typed::relay_typed;
use super::test_letter::came_of;
use super::welcome::welcome;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    let (token, draft) = (posted.value("token"), draft(&posted));
    if posted.value("act") == "test" {
        return test(&state, posted, &token, &draft).await;
    }
    posted.waits_for_hashing();
    match state.backend.set_up(&token, &draft, posted.device(), &posted.address()).await {
        Ok(session) => {
            // The cookie's name depends on the URL that was saved a moment ago.
            state.public_url.read_again();
            welcome(&state, &posted, &session, kit::routes::READY).await
        }
        Err(error) => again(&state, posted, error).await,
    }
}

/// The same page with the relay's answer; nothing is saved.
async fn test(state: &AppState, posted: Posted, token: &str, draft: &SetUpDraft) -> Response {
    match state.backend.test_mail_in_set_up(token, draft).await {
        Ok(tried) => {
            let mut values = kept(&posted);
            values.extend(came_of(tried));
            let form = FormState { values, ..FormState::default() };
            page(state, posted, form, StatusCode::OK).await
        }
        Err(error) => again(state, posted, error).await,
    }
}

fn draft(posted: &Posted) -> SetUpDraft {
    SetUpDraft {
        organisation: posted.value("organisation"),
        zone: posted.value("zone"),
        holidays: posted.value("holidays"),
        public_url: posted.value("public_url"),
        reach: posted.value("reach"),
        mail_domains: posted.value("mail_domains"),
        name: posted.value("name"),
        email: posted.value("email"),
        password: posted.value("password"),
        security_handler: posted.value("security_handler"),
        smtp_url: posted.value("smtp_url"),
        relay: relay_typed(posted),
        mail_from: posted.value("mail_from"),
        replies_to: posted.value("replies_to"),
    }
}
