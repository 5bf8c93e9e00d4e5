//! The log: one line per event on standard error, as text or JSON, and one
//! short line per request. Requests are named by the pattern they matched, as
//! the path itself may be a secret link, and by a reference that every line
//! written on the way has, that an error page shows and a header carries. It is
//! drawn here and taken from nobody.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use backend::Reference;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

use crate::settings::{LogFormat, Settings};
use crate::version::VERSION;

/// Answers slower than this are worth a line of their own.
const SLOW_MS: u128 = 1_000;

/// Under which reference the log tells of a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Starts logging, with a line that says who logs. A second call does nothing, as in tests.
pub fn start(settings: &Settings) -> Result<(), String> {
    let filter = EnvFilter::try_new(&settings.log_level)
        .map_err(|error| format!("log_level `{}` cannot be used: {error}", settings.log_level))?;
    let colours = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let _already_started = match settings.log {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    let data = std::path::absolute(&settings.data).unwrap_or_else(|_| settings.data.clone());
    tracing::info!("sitrep {VERSION}, with its data in {}", data.display());
    Ok(())
}

pub async fn layer(request: Request, next: Next) -> Response {
    let reference = Reference::draw();
    // At the level that is never left out, so that lines of every level have it.
    let span = tracing::error_span!("request", id = %reference);
    let mut response = reference.over(noted(request, next)).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&reference.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

async fn noted(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis());
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, ms, "request");
    } else if ms > SLOW_MS {
        tracing::warn!(%method, route, status, ms, "slow request");
    } else {
        tracing::debug!(%method, route, status, ms, "request");
    }
    response
}
