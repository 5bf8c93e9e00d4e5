//! Squeezes pages and answers on their way out. Assets were squeezed when the binary was built and pass as they are,
//! so do streams (each event must leave at once) and pictures.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// Of brotli and gzip alike: the best levels are a tenth smaller still and take ten times as long.
const LEVEL: i32 = 4;

/// Reading a page by the length of its answers needs many requests with somebody's session from another site; `SameSite`
/// withholds the session from those.
pub fn layer() -> CompressionLayer {
    CompressionLayer::new().br(true).gzip(true).quality(CompressionLevel::Precise(LEVEL))
}
