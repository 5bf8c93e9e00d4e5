//! How a layer says no, in the form the asker can read: a small page without
//! script or style for people, a code in JSON for calls, plain text for streams.
//! Says nothing about what lies behind the door.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use backend::Reference;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

/// Server functions; their answers are read by our own wasm.
pub const CALLS: &str = "/fn/";
/// The programming interface.
pub const API: &str = "/api/";
pub const LIVE: &str = "/live";

/// Who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    Page,
    Call,
    Stream,
}

impl Asker {
    pub fn of(path: &str) -> Self {
        if path.starts_with(CALLS) || path.starts_with(API) {
            Self::Call
        } else if path == LIVE {
            Self::Stream
        } else {
            Self::Page
        }
    }
}

/// One refusal: the status, the error of a call, a sentence for people.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub status: StatusCode,
    /// The name of an `kit::ApiError`, as the wasm reads it.
    pub call: &'static str,
    pub sentence: &'static str,
}

impl Refusal {
    pub fn to(self, asker: Asker) -> Response {
        self.with_detail(asker, "")
    }

    /// `detail` may quote the request; it is escaped here.
    pub fn with_detail(self, asker: Asker, detail: &str) -> Response {
        let mut response = match asker {
            Asker::Page => (self.status, html(&self.page(detail))).into_response(),
            Asker::Call => (self.status, axum::Json(serde_json::json!(self.call))).into_response(),
            Asker::Stream => (self.status, self.sentence).into_response(),
        };
        if self.status == StatusCode::SERVICE_UNAVAILABLE || self.status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }

    /// The answer for people.
    pub fn page(&self, detail: &str) -> String {
        let (title, detail) = (self.sentence, escaped(detail));
        let failed = Reference::of_this_work().filter(|_| self.status == StatusCode::INTERNAL_SERVER_ERROR);
        let tell = failed.map(|reference| format!("<p>Tell your administrator: <b>{reference}</b></p>"));
        let tell = tell.unwrap_or_default();
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title}</title></head><body><main><h1>{title}</h1><p>{detail}</p>\
             {tell}<p><a href=\"/\">Go to the start page</a></p></main></body></html>"
        )
    }
}

pub fn html(page: &str) -> Response {
    let mut response = Response::new(Body::from(page.to_owned()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub const CROSS_SITE: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    call: "Denied",
    sentence: "This was sent from another site, so nothing was changed",
};
pub const NO_ORIGIN: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    call: "Denied",
    sentence: "Nothing was changed, because nobody can tell where this came from",
};
pub const SIGNED_OUT: Refusal =
    Refusal { status: StatusCode::UNAUTHORIZED, call: "SignedOut", sentence: "Sign in first" };
pub const OTHER_BUILD: Refusal =
    Refusal { status: StatusCode::CONFLICT, call: "OtherBuild", sentence: "Sitrep was updated; reload this page" };
pub const WRONG_HOST: Refusal =
    Refusal { status: StatusCode::MISDIRECTED_REQUEST, call: "Denied", sentence: "Sitrep has another address" };
pub const TOO_LARGE: Refusal =
    Refusal { status: StatusCode::PAYLOAD_TOO_LARGE, call: "Denied", sentence: "That is more than we can take" };
pub const TOO_SLOW: Refusal = Refusal {
    status: StatusCode::REQUEST_TIMEOUT,
    call: "Busy",
    sentence: "Not all of it arrived in time; nothing was changed, send it again",
};
pub const NOT_A_FORM: Refusal =
    Refusal { status: StatusCode::BAD_REQUEST, call: "Denied", sentence: "This cannot be read as a form" };
pub const BUSY: Refusal =
    Refusal { status: StatusCode::SERVICE_UNAVAILABLE, call: "Busy", sentence: "Busy; try again in a moment" };
pub const DISK_FULL: Refusal = Refusal {
    status: StatusCode::INSUFFICIENT_STORAGE,
    call: "DiskFull",
    sentence: "The disk of the server is full; nothing was changed",
};
pub const TOO_MANY: Refusal = Refusal {
    status: StatusCode::TOO_MANY_REQUESTS,
    call: "Busy",
    sentence: "Too many requests at once from your network; try again in a moment",
};
pub const BROKEN: Refusal = Refusal {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    call: "Busy",
    sentence: "Something failed here; it is in the log",
};
pub const NOT_FOUND: Refusal =
    Refusal { status: StatusCode::NOT_FOUND, call: "NotFound", sentence: "There is no such page" };
pub const NOT_READY: Refusal = Refusal { status: StatusCode::SERVICE_UNAVAILABLE, call: "Busy", sentence: "Not ready" };
