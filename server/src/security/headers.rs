//! The headers on every answer, errors included, but for the bare 400 and 431
//! with which hyper refuses what is no HTTP. Whoever made the answer may
//! set its own policy or caching (pages bring a nonce, assets are immutable,
//! the preview of a letter is sandboxed); what is missing is added here.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::state::AppState;

/// For what is no page of the app: nothing may be loaded, run or framed.
const STATIC_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// A year; without subdomains, which are not ours to bind.
const HSTS: &str = "max-age=31536000";

/// `no-referrer` would make our own forms post with `Origin: null`.
const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(STATIC_POLICY));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    name_the_text(status, headers);
    if state.public_url.is_https() {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static(HSTS));
    }
    response
}

/// The same for an answer that no request stands behind.
pub fn bare() -> impl Iterator<Item = (HeaderName, &'static str)> {
    ALWAYS.into_iter().chain([(CONTENT_SECURITY_POLICY, STATIC_POLICY), (CACHE_CONTROL, "no-store")])
}

/// Some answers of frameworks are bare text that echoes the path; a browser
/// must not guess that it is HTML.
fn name_the_text(status: StatusCode, headers: &mut HeaderMap) {
    let empty = matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || status.is_informational()
        || headers.get(CONTENT_LENGTH).is_some_and(|length| length == "0");
    if !empty {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("text/plain; charset=utf-8"));
    }
}
