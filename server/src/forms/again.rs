//! The page of a form once more, after its post was refused.

use app::api::ApiError;
use app::form::FormState;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use backend::Error;
use domain::Refusal;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Method, StatusCode};

use super::posted::{Posted, Values};
use crate::router::rendered;
use crate::security::next_path;
use crate::state::AppState;

/// Fields that are never sent back.
const SECRET: &str = "password";

/// Answers a post that a use case did not carry out. What is not found answers
/// with the form's page as well: it knows best that what it was about is gone.
pub async fn again(state: &AppState, posted: Posted, error: Error) -> Response {
    if error == Error::SignedOut {
        return super::go_to(&next_path::sign_in_then(posted.parts.uri.path()));
    }
    again_with(state, posted, error, &[]).await
}

/// The same; `more` goes back among the values, for what only the page's form
/// needs to know.
pub async fn again_with(state: &AppState, posted: Posted, error: Error, more: &[(&str, &str)]) -> Response {
    let status = status(&error);
    let mut values = posted.values();
    values.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    page(state, posted, form_state(values, error), status).await
}

/// The page of a form, with this state and status.
pub async fn page(state: &AppState, posted: Posted, form: FormState, status: StatusCode) -> Response {
    let mut parts = posted.parts;
    parts.method = Method::GET;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    parts.extensions.insert(form);
    let mut response = rendered(state, Request::from_parts(parts, Body::empty()), status).await;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

fn form_state(mut values: Values, error: Error) -> FormState {
    values.retain(|field, _| !field.starts_with(SECRET));
    match error {
        Error::Refused(refusal) => FormState::refused(values, &refusal),
        other => FormState { values, errors: Vec::new(), message: Some(ApiError::from(other).sentence()) },
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(Refusal::TooManyAttempts { .. }) => StatusCode::TOO_MANY_REQUESTS,
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Denied => StatusCode::FORBIDDEN,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
