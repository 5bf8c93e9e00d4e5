//! Everything between the socket and the route that says who may pass. Each
//! layer is one file with one rule; `router.rs` says in which order they stand.

pub mod browser_mark;
pub mod build_id;
pub mod client_address;
pub mod headers;
pub mod host;
pub mod one_spelling;
pub mod origin;
pub mod panics;
pub mod patience;
pub mod public_paths;
pub mod session;
pub mod turns;
pub mod whole_body;
