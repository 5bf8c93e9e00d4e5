//! The calls live pages make: server functions, by noun. Each holds no decision: caller, one use case, answer.
//!
//! Every one of them is a public address under `/fn/` with an explicit name. The session layer answers first, the
//! use case asks `permits` again.

#[cfg(feature = "ssr")]
pub mod caller;
mod client;
pub mod frame;
pub mod incidents;
pub mod report;

pub use client::DeskClient;
pub use kit::ApiError;
