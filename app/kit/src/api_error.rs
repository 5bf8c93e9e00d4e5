//! How a call ends when it does not succeed, as the browser learns it. Internals are a reference number.

use domain::locale::Locale;
use domain::refusal::Refusal;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApiError {
    /// A rule of the product says no, with a reason for people.
    Refused(Refusal),
    /// Does not exist, or not for this viewer.
    NotFound,
    SignedOut,
    Denied,
    /// Too much at once; nothing was done, try again.
    Busy,
    /// The disk of the server is full; nothing was done, and everything can still be read.
    DiskFull,
    /// The server is newer than this page: reload.
    OtherBuild,
    /// A defect of ours, with the reference the log has.
    Internal(String),
    /// No answer: the network, or the server, is away. What was typed is still here.
    Unreachable,
}

impl ApiError {
    /// The sentence for the reader.
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(refusal) => Locale::English.refusal(refusal),
            Self::NotFound => "This does not exist, or you may not see it.".to_owned(),
            Self::SignedOut => "You are signed out. Sign in again, then repeat this.".to_owned(),
            Self::Denied => "Your role does not allow this.".to_owned(),
            Self::Busy => "Too much at once. Nothing was changed; try again in a moment.".to_owned(),
            Self::DiskFull => {
                "The disk of the server is full. Nothing was changed; your administrator must make room.".to_owned()
            }
            Self::OtherBuild => "Sitrep was updated. Reload this page to go on.".to_owned(),
            Self::Internal(reference) => format!("Something broke on our side. Tell your administrator: {reference}."),
            Self::Unreachable => "Sitrep does not answer. Nothing you typed is lost; try again.".to_owned(),
        }
    }

    /// The status with which the server says it.
    #[cfg(feature = "ssr")]
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode;
        match self {
            Self::Refused(Refusal::TooManyAttempts { .. } | Refusal::EnoughReports { .. }) => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Denied => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::OtherBuild => StatusCode::CONFLICT,
            Self::Internal(_) | Self::Unreachable => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong with a field of that name, in words.
    pub fn of_field(&self, field: &str) -> Option<String> {
        match self {
            Self::Refused(Refusal::Fields(errors)) => {
                errors.iter().find(|e| e.field == field).map(|e| Locale::English.problem(e))
            }
            _ => None,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    /// The framework's own errors: what reaches a reader never holds their texts.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Args(_) => {
                // It was written by another build, or by no build of ours; nothing failed here.
                #[cfg(feature = "ssr")]
                call_was_unreadable();
                Self::OtherBuild
            }
            _ => Self::Internal("call".to_owned()),
        }
    }
}

/// The framework would answer 500.
#[cfg(feature = "ssr")]
fn call_was_unreadable() {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::BAD_REQUEST);
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for ApiError {}

#[cfg(feature = "ssr")]
impl From<backend::Error> for ApiError {
    fn from(error: backend::Error) -> Self {
        match error.with_reference() {
            backend::Error::NotFound => Self::NotFound,
            backend::Error::SignedOut => Self::SignedOut,
            backend::Error::Denied => Self::Denied,
            backend::Error::Refused(refusal) => Self::Refused(refusal),
            backend::Error::Busy => Self::Busy,
            backend::Error::DiskFull => Self::DiskFull,
            backend::Error::Internal(reference) => Self::Internal(reference.to_string()),
            // Has become a reference above.
            backend::Error::Storage(_) => Self::Internal("storage".to_owned()),
        }
    }
}
