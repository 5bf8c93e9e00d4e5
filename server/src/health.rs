//! What a supervisor asks: is the process alive, and can it do its work.
//! Little detail in the answer, for anybody may ask; the log has it.

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use backend::storage::WriteFault;
use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::refusal::{Asker, NOT_READY};
use crate::state::AppState;

/// `/readyz?writes` asks whether changes are taken as well.
const WRITES: &str = "writes";

pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Not ready once the stop has begun, so that a balancer looks elsewhere. A desk that takes no change is ready for
/// those who read, and a restart would mend nothing; so only who asks for writes is told no.
pub async fn readyz(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response {
    if state.stop.is_cancelled() {
        return NOT_READY.to(Asker::Stream);
    }
    if let Err(error) = state.backend.settings() {
        tracing::error!(%error, "not ready: the settings cannot be read");
        return NOT_READY.to(Asker::Stream);
    }
    let for_writes = query.is_some_and(|query| query.split('&').any(|part| part.split('=').next() == Some(WRITES)));
    let storage = state.backend.storage();
    said(storage.write_fault(), storage.is_copying(), for_writes)
}

/// What waits for a copy is written after it.
fn said(fault: Option<WriteFault>, copying: bool, for_writes: bool) -> Response {
    match fault {
        None if copying => "ready: copying, changes wait until it is done\n".into_response(),
        None => "ready\n".into_response(),
        Some(fault) if for_writes => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            (status, [(RETRY_AFTER, "2")], format!("not ready: {fault}\n")).into_response()
        }
        Some(fault) => format!("ready to read, not to write: {fault}\n").into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_that_is_copied_is_ready_and_says_so_and_one_that_is_stuck_is_not_for_writes() {
        for for_writes in [false, true] {
            assert_eq!(said(None, true, for_writes).status(), StatusCode::OK);
        }
        assert_eq!(said(Some(WriteFault::Stuck), true, true).status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(said(Some(WriteFault::Stuck), true, false).status(), StatusCode::OK);
    }
}
