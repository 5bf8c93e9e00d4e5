//! Which Sitrep this is, as the command line, the log's first line and the settings say it.

/// Such as `0.1.0 (commit 1a2b3c4d5e)`; the build script knows where it was built from.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("SITREP_BUILT_FROM"), ")");
