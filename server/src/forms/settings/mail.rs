//! POST `/settings/mail`: the relay and the sender, which are tried once they
//! are saved; or, with `act=test`, a letter to oneself through what stands in the form, with the relay's answer; or,
//! with `act=send-old` or `drop-old`, what becomes of letters from before a copy.

use axum::extract::State;
use axum::response::Response;
use backend::desk::{MailTrial, TrialFailure};
use backend::outbox::from_before::Fate;
use backend::{Error, Result};
use documents::tried;
use domain::permissions::Section;
use http::StatusCode;
use kit::form::FormState;

use super::basics::draft;
use super::{go_to, refused, take_password};
use crate::forms::again::{kept, page, wants_password};
use crate::forms::posted::Posted;
use crate::forms::relay_typed::{FIELDS, relay_typed};
use crate::forms::test_letter::came_of;
use crate::state::AppState;

pub async fn post(State(state): State<AppState>, posted: Posted) -> Response {
    match posted.value("act").as_str() {
        "send-old" => return decide(&state, posted, Fate::Send, "/settings/mail?said=sent").await,
        "drop-old" => return decide(&state, posted, Fate::Drop, "/settings/mail?said=dropped").await,
        _ => {}
    }
    let typed = match as_one_address(&state, &posted) {
        Ok(typed) => typed,
        Err(error) => return refused(&state, posted, error).await,
    };
    if posted.value("act") == "test" {
        return test(&state, posted, typed).await;
    }
    match change(&state, &typed).await {
        Ok(MailTrial::Answered) => go_to("/settings/mail?said=answered"),
        Ok(MailTrial::NoServer) => go_to("/settings/mail?said=kept"),
        Ok(MailTrial::Failed { server, why, answer }) => saved_but(&state, posted, why, server, answer).await,
        Err(error) => refused(&state, to_repeat(posted, typed, &error), error).await,
    }
}

/// The fields of the server as one address, unless one was typed as such.
fn as_one_address(state: &AppState, posted: &Posted) -> Result<Posted> {
    let is_fielded = FIELDS.iter().any(|field| !posted.all(field).is_empty());
    if !is_fielded || !posted.value("smtp_url").trim().is_empty() {
        return Ok(posted.clone());
    }
    let address = state.backend.relay_address(&posted.caller, &relay_typed(posted))?;
    Ok(posted.clone().with_one_for(&FIELDS, "smtp_url", address))
}

/// What waits for one's own password is posted once more from the page, with the server's in its address, because no
/// field of a password goes back; anything else is mended in the fields.
fn to_repeat(posted: Posted, typed: Posted, error: &Error) -> Posted {
    if wants_password(error) { typed } else { posted }
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
async fn test(state: &AppState, posted: Posted, typed: Posted) -> Response {
    let tried = match take_password(state, &posted).await {
        Ok(()) => state.backend.test_mail(&posted.caller, &relay(state, &typed)).await,
        Err(error) => Err(error),
    };
    match tried {
        Ok(answer) => {
            let mut values = kept(&posted);
            values.extend(came_of(answer));
            page(state, posted, FormState { values, ..FormState::default() }, StatusCode::OK).await
        }
        Err(error) => refused(state, to_repeat(posted, typed, &error), error).await,
    }
}

/// What is fixed by the environment has no field, and is what gets tried.
fn relay(state: &AppState, posted: &Posted) -> String {
    state.backend.options().fixed.smtp_url.clone().unwrap_or_else(|| posted.value("smtp_url"))
}
