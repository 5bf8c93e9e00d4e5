//! POST `/settings/mail`: the relay and the sender, which are tried once they
//! are saved; or, with `act=test`, a letter to oneself through what stands in the form, with the relay's answer; or,
//! with `act=send-old` or `drop-old`, what becomes of letters from before a copy.

use axum::extract::State;
use axum::response::Response;
use backend::Result;
use backend::desk::{MailTrial, TrialFailure};
use backend::outbox::from_before::Fate;
use documents::tried;
use domain::permissions::Section;
use http::StatusCode;
use kit::form::FormState;

use super::basics::draft;
use super::{go_to, refused, take_password};
use crate::forms::again::{kept, page};
use crate::forms::posted::Posted;
use crate::forms::test_letter::came_of;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match posted.value("act").as_str() {
        "test" => return test(&state, posted).await,
        "send-old" => return decide(&state, posted, Fate::Send, "/settings/mail?said=sent").await,
        "drop-old" => return decide(&state, posted, Fate::Drop, "/settings/mail?said=dropped").await,
        _ => {}
    }
    match change(&state, &posted).await {
        Ok(MailTrial::Answered) => go_to("/settings/mail?said=answered"),
        Ok(MailTrial::NoServer) => go_to("/settings/mail?said=kept"),
        Ok(MailTrial::Failed { server, why, answer }) => saved_but(&state, posted, why, server, answer).await,
        Err(error) => refused(&state, posted, error).await,
    }
}

/// About letters from before the copy with which this desk began.
async fn decide(state: &AppState, posted: Posted, fate: Fate, done: &str) -> Response {
    match state.backend.decide_old_letters(&posted.caller, fate).await {
        Ok(_) => go_to(done),
        Err(error) => refused(state, posted, error).await,
    }
}

async fn change(state: &AppState, posted: &Posted) -> Result<MailTrial> {
    take_password(state, posted).await?;
    state.backend.change_mail(&posted.caller, &draft(Section::Mail, posted)).await
}

/// The page with what is saved now, and what came of the trial: a relay's words have no place in an address.
async fn saved_but(state: &AppState, posted: Posted, why: TrialFailure, server: String, answer: String) -> Response {
    let came_to = match why {
        TrialFailure::Unreachable => tried::UNREACHABLE,
        TrialFailure::SignIn => tried::SIGN_IN,
        TrialFailure::Refused => tried::REFUSED,
        TrialFailure::NotNow => tried::NOT_NOW,
    };
    let values = [(tried::CAME_TO, came_to.to_owned()), (tried::WHERE, server), (tried::SAID, answer)];
    let values = values.map(|(name, value)| (name.to_owned(), value)).into();
    page(state, posted, FormState { values, ..FormState::default() }, StatusCode::OK).await
}

/// The answer stands on the page itself as well.
async fn test(state: &AppState, posted: Posted) -> Response {
    let tried = match take_password(state, &posted).await {
        Ok(()) => state.backend.test_mail(&posted.caller, &relay(state, &posted)).await,
        Err(error) => Err(error),
    };
    match tried {
        Ok(answer) => {
            let mut values = kept(&posted);
            values.extend(came_of(answer));
            page(state, posted, FormState { values, ..FormState::default() }, StatusCode::OK).await
        }
        Err(error) => refused(state, posted, error).await,
    }
}

/// What is fixed by the environment has no field, and is what gets tried.
fn relay(state: &AppState, posted: &Posted) -> String {
    state.backend.options().fixed.smtp_url.clone().unwrap_or_else(|| posted.value("smtp_url"))
}
