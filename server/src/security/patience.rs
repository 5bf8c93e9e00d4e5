//! How long an answer may take to begin once the request was read.
//! A stream begins at once and then lives as long as it likes.

use std::time::Duration;

use http::StatusCode;
use tower_http::timeout::TimeoutLayer;

pub const ANSWER_PATIENCE: Duration = Duration::from_secs(30);

pub fn layer(patience: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience)
}
