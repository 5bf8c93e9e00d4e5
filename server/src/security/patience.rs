//! How long an answer may take to begin. Bodies are read before an answer
//! begins, so a client that sends its body drop by drop is cut by this as well.
//! A stream begins at once and then lives as long as it likes.

use std::time::Duration;

use http::StatusCode;
use tower_http::timeout::TimeoutLayer;

pub const ANSWER_PATIENCE: Duration = Duration::from_secs(30);

pub fn layer(patience: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience)
}
