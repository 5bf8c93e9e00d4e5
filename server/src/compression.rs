//! Squeezes pages and answers on their way out. Assets were squeezed when the binary was built and pass as they are,
//! so do streams (each event must leave at once) and pictures.

use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// The fastest level: a board of 200 cards is a tenth of its size after a millisecond; the best level is a tenth
/// smaller still and takes ten times as long. Reading a page by the length of its answers needs many requests with
/// somebody's session from another site; `SameSite` withholds the session from those.
pub fn layer() -> CompressionLayer {
    CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest)
}
