//! GET `/incidents/{number}/dossier`: everything about one incident in one file, as a page, or as JSON with
//! `?form=json`. It may do nothing and load nothing, also while it is looked at here.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use backend::desk::Form;
use backend::{Caller, Error};
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::request::Parts;
use serde::Deserialize;

use crate::pages;
use crate::refusal::{Asker, BROKEN, BUSY, DISK_FULL, NOT_FOUND, SIGNED_OUT};
use crate::state::AppState;

const NOTHING: &str = "sandbox allow-downloads; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    form: String,
}

pub async fn file(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    parts: Parts,
) -> Response {
    let (form, kind, end) = match asked.form.as_str() {
        "json" => (Form::Json, "application/json", "json"),
        _ => (Form::Page, "text/html; charset=utf-8", "html"),
    };
    match state.backend.dossier(&caller, &number, form).await {
        Ok(file) => {
            // A number that an incident was found by is letters, digits and a dash.
            let name = format!("inline; filename=\"{}.{end}\"", number.trim());
            let headers = [(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, NOTHING)];
            (headers, [(CONTENT_DISPOSITION, name)], file).into_response()
        }
        Err(Error::NotFound | Error::Denied) => pages::nothing_here(&state, parts).await,
        Err(error) => refused(error),
    }
}

fn refused(error: Error) -> Response {
    let refusal = match error.with_reference() {
        Error::NotFound | Error::Denied => NOT_FOUND,
        Error::SignedOut => SIGNED_OUT,
        Error::Busy => BUSY,
        Error::DiskFull => DISK_FULL,
        Error::Refused(_) | Error::Internal(_) | Error::Storage(_) => BROKEN,
    };
    refusal.to(Asker::Page)
}
