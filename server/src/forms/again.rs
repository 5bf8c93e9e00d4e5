//! The page of a form once more, after its post was refused.

use axum::response::Response;
use backend::Error;
use domain::Refusal;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Method, StatusCode};
use kit::ApiError;
use kit::form::FormState;

use super::posted::{Posted, Values};
use super::{go_to, send_again};
use crate::pages::form_again;
use crate::request::next_path;
use crate::state::AppState;

/// A field whose name holds one of these is never sent back. The token of the set-up link is no such secret: the
/// page it comes back to was opened with it and is nothing without it. A relay's URL may hold a password as well; it
/// comes back as typed, because a change of it that waits for one's own password is posted once more from the page,
/// which no cache keeps.
const SECRETS: [&str; 2] = ["password", "secret"];
/// Not a password but the wish to be asked for one, and to be asked who takes over. They are of one answer only: whoever
/// answers with the page once more says so once more.
const ASK_PASSWORD: &str = "ask_password";
const ASK_OWNER: &str = "ask_owner";

/// Answers a post that a use case did not carry out. What is not found answers
/// with the form's page as well: it knows best that what it was about is gone.
pub async fn again(state: &AppState, posted: Posted, error: Error) -> Response {
    again_with(state, posted, error, &[]).await
}

/// The same; `more` goes back among the values, for what only the page's form
/// needs to know. Whoever was signed out while the form was handled signs in first; what they typed is kept.
pub async fn again_with(state: &AppState, posted: Posted, error: Error, more: &[(&str, &str)]) -> Response {
    if error == Error::SignedOut {
        let path = posted.parts.uri.path();
        return send_again(path, posted.fields()).unwrap_or_else(|| go_to(&next_path::sign_in_then(path)));
    }
    let status = status(&error);
    let mut values = kept(&posted);
    values.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    page(state, posted, form_state(values, error), status).await
}

/// What was typed, without what is secret.
pub fn kept(posted: &Posted) -> Values {
    let mut values = posted.values();
    values.retain(|field, _| !is_secret(field) && field != ASK_PASSWORD && field != ASK_OWNER);
    values
}

/// Whether a field of that name goes back to nobody.
pub fn is_secret(field: &str) -> bool {
    field != ASK_PASSWORD && SECRETS.iter().any(|secret| field.contains(secret))
}

/// The password was asked for, or was wrong: the page asks for it again.
pub fn wants_password(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::ConfirmPassword)) || is_about(error, "password")
}

/// One of the errors is of that field.
pub fn is_about(error: &Error, field: &str) -> bool {
    matches!(error, Error::Refused(Refusal::Fields(errors)) if errors.iter().any(|error| error.field == field))
}

/// The page of a form, with this state and status.
pub async fn page(state: &AppState, posted: Posted, form: FormState, status: StatusCode) -> Response {
    let mut parts = posted.parts;
    parts.method = Method::GET;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    let mut response = form_again(state, parts, form, status).await;
    if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

fn form_state(values: Values, error: Error) -> FormState {
    match error {
        Error::Refused(refusal) => FormState::refused(values, &refusal),
        other => FormState { values, message: Some(ApiError::from(other).sentence()), ..FormState::default() },
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(Refusal::TooManyAttempts { .. } | Refusal::EnoughReports { .. }) => {
            StatusCode::TOO_MANY_REQUESTS
        }
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Denied => StatusCode::FORBIDDEN,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Error::SignedOut => StatusCode::UNAUTHORIZED,
        Error::Internal(_) | Error::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
