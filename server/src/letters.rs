//! What a letter's page needs beside itself: its HTML part for a frame that may
//! do nothing, and the press that tries it again.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use backend::desk::UpdateDraft;
use backend::{Caller, Error};
use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};

use crate::forms::Posted;
use crate::refusal::{Asker, BROKEN, BUSY, DISK_FULL, NOT_FOUND, SIGNED_OUT};
use crate::state::AppState;

/// No script, no request, no form, and only our own pages may frame it.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// GET `/letters/{id}/preview`.
pub async fn preview(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Response {
    match state.backend.letter_html(&caller, &id).await {
        Ok(html) => sandboxed(html),
        Err(error) => refused(error),
    }
}

/// POST `/incidents/{number}/update/preview`: the letter of one group of an update, before it is sent.
pub async fn update_preview(State(state): State<AppState>, Path(number): Path<String>, posted: Posted) -> Response {
    let group = posted.value("group").parse().unwrap_or_default();
    let draft = UpdateDraft::typed(&posted.values());
    match state.backend.update_html(&posted.caller, &number, &draft, group).await {
        Ok(html) => sandboxed(html),
        Err(error) => refused(error),
    }
}

/// POST `/letters/{id}/retry`; then the letter again, which says how it stands.
pub async fn retry(State(state): State<AppState>, Path(id): Path<String>, posted: Posted) -> Response {
    match state.backend.retry_letter(&posted.caller, &id).await {
        Ok(()) => (StatusCode::SEE_OTHER, [(LOCATION, kit::routes::letter(&id))]).into_response(),
        Err(error) => refused(error),
    }
}

/// The HTML part of a letter.
fn sandboxed(html: String) -> Response {
    ([(CONTENT_SECURITY_POLICY, SANDBOX), (CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn refused(error: Error) -> Response {
    let refusal = match error.with_reference() {
        Error::NotFound | Error::Denied => NOT_FOUND,
        Error::SignedOut => SIGNED_OUT,
        Error::Busy => BUSY,
        Error::DiskFull => DISK_FULL,
        _ => BROKEN,
    };
    refusal.to(Asker::Page)
}
