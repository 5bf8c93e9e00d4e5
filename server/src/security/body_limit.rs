//! How much one request may bring. Server functions that stream read past
//! axum's own limit, so the bound stands around the whole router.

use tower_http::limit::RequestBodyLimitLayer;

/// A form with its longest text; nothing that is no upload needs more.
pub const LARGEST_BODY: usize = 64 * 1024;

pub fn layer() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(LARGEST_BODY)
}
