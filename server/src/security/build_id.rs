//! A tab that is older than the server would send calls the server reads
//! differently. Each call carries the build it belongs to; another one is told
//! to reload. Forms without script carry none and pass: they are plain HTTP.
//! Whatever a call accepts, it is answered as a call: the framework would send a
//! browser that asks for HTML back to wherever its `Referer` says.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::ACCEPT;

use crate::refusal::{Asker, CALLS, OTHER_BUILD};
use crate::state::AppState;

pub const BUILD_HEADER: &str = "x-sitrep-build";

pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(CALLS) {
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    }
    let said = request.headers().get(BUILD_HEADER).filter(|_| request.uri().path().starts_with(CALLS));
    if said.is_some_and(|build| build.as_bytes() != state.assets.build_id.as_bytes()) {
        return OTHER_BUILD.to(Asker::Call);
    }
    next.run(request).await
}
