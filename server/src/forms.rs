//! Plain forms, as a browser without script posts them; with script the same
//! pages call server functions. Each handler calls one use case and redirects.
//! On refusal the page comes again with status 422 and every value kept,
//! except passwords. Knows no rule; what is wrong with a field is the domain's.

mod again;
mod posted;
mod receipt;
mod report;
mod sign_in;
mod sign_out;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::StatusCode;
use http::header::LOCATION;

use crate::state::AppState;

/// Every address that takes a plain form.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/report", post(report::post))
        .route("/r/{token}", post(receipt::post))
        .route("/sign-in", post(sign_in::post))
        .route("/sign-out", post(sign_out::post))
}

/// After a form, a page that can be loaded again without posting again.
fn go_to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path.to_owned())]).into_response()
}
