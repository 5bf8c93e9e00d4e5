//! The plain forms of the settings and of the services. Several forms share a
//! page: `act` says which one was posted, `id` which row it was about. A change
//! that wants the password again comes back with everything typed, and comes
//! once more with the password in it.

mod account;
mod audiences;
mod backup;
mod basics;
mod escalation;
mod hours;
mod jobs;
mod journal;
mod mail;
mod on_call;
mod people;
mod playbooks;
mod push;
mod services;
mod targets;

use std::str::FromStr;

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use backend::{Error, Result};
use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::locale::Locale;
use http::StatusCode;
use kit::form::FormState;

use super::again::{again_with, is_about, kept, page, wants_password};
use super::go_to;
use super::posted::Posted;
use crate::state::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings", post(basics::post))
        .route("/settings/mail", post(mail::post))
        .route("/settings/targets", post(targets::post))
        .route("/settings/escalation", post(escalation::post))
        .route("/settings/hours", post(hours::post))
        .route("/settings/playbooks", post(playbooks::post))
        .route("/settings/backup", post(backup::post))
        .route("/settings/jobs", post(jobs::post))
        .route("/settings/journal", post(journal::post))
        .route("/settings/push", post(push::post))
        .route("/settings/people", post(people::post))
        .route("/settings/audiences", post(audiences::post))
        .route("/settings/account", post(account::post))
        .route("/services", post(services::post))
        .route("/on-call", post(on_call::post))
}

/// The id in a hidden field; a broken one is of nothing that exists.
pub(super) fn id<T: FromStr>(posted: &Posted, field: &str) -> Result<T> {
    posted.value(field).parse().map_err(|_| Error::NotFound)
}

/// The revision the form was drawn at. A page from before there were any showed the first.
pub(super) fn seen(posted: &Posted) -> Option<u64> {
    Some(posted.value("revision").parse().unwrap_or_default())
}

/// The act of no form of this page.
pub(super) fn unknown_act() -> Error {
    Refusal::field("act", Problem::Unknown).into()
}

/// Everything ticked; when a post is repeated with the password, ticks stand one to a line.
pub(super) fn ticked(posted: &Posted, field: &str) -> Vec<String> {
    posted.all(field).iter().flat_map(|value| value.lines()).map(str::to_owned).collect()
}

/// The password that comes with a change, if one does.
pub(super) async fn take_password(state: &AppState, posted: &Posted) -> Result<()> {
    let password = posted.value("password");
    if password.is_empty() && posted.value("ask_password").is_empty() {
        return Ok(());
    }
    posted.waits_for_hashing();
    state.backend.confirm_password(&posted.caller, &password).await
}

/// The page again; it asks for the password, or for who takes over, when that is what was missing.
pub(super) async fn refused(state: &AppState, posted: Posted, error: Error) -> Response {
    let password = wants_password(&error);
    let owner = matches!(error, Error::Refused(Refusal::OwnsIncidents { .. }))
        || is_about(&error, "new_owner")
        || !posted.value("new_owner").is_empty();
    let word = |on| if on { "on" } else { "" };
    again_with(state, posted, error, &[("ask_password", word(password)), ("ask_owner", word(owner))]).await
}

/// What of a pasted list was not understood stands in the field again, to be mended; the rest of it, `taken` lines, is
/// done, as `said` tells.
pub(super) async fn left_over(state: &AppState, posted: Posted, taken: usize, said: &str, left: &[String]) -> Response {
    let mut values = kept(&posted);
    values.retain(|field, _| ["act", "id", "audience"].contains(&field.as_str()));
    values.insert("people".to_owned(), left.join("\n"));
    let first = left.first().cloned().unwrap_or_default();
    let errors = vec![FieldError::new("people", Problem::Lines { first, more: left.len().saturating_sub(1) })];
    let lines = Locale::English.count((taken + left.len()) as u64, "line was", "lines were");
    // Where none was taken it is refused like any other form.
    let done = (taken > 0).then(|| format!("{taken} of {lines} taken: {said}"));
    page(state, posted, FormState { values, errors, message: None, done }, StatusCode::UNPROCESSABLE_ENTITY).await
}
