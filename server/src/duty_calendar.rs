//! `/on-call/{token}/calendar.ics`: who is on call, for the calendar of whoever holds the private link. `?mine` is the
//! turns of whose link it is, and no others.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use backend::Error;
use http::header::CONTENT_TYPE;

use crate::refusal::{Asker, BROKEN, BUSY, NOT_FOUND};
use crate::state::AppState;

pub async fn ics(State(state): State<AppState>, Path(token): Path<String>, RawQuery(query): RawQuery) -> Response {
    let mine = query.as_deref() == Some("mine");
    let refusal = match state.backend.duty_calendar(&token, mine).map_err(Error::with_reference) {
        Ok(calendar) => return ([(CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response(),
        Err(Error::NotFound) => NOT_FOUND,
        Err(Error::Busy) => BUSY,
        Err(_) => BROKEN,
    };
    refusal.to(Asker::Page)
}
