//! Tests of the backend with its real parts: redb in memory or on disk, real sockets, a real relay.
#![allow(clippy::unwrap_used)]

mod courier;
mod letters;
mod postfix;
mod smtp_sink;
