//! Tests of the backend with its real parts: redb in memory or on disk, real sockets, a real relay.
#![allow(clippy::unwrap_used)]

mod courier;
mod letters;
mod lifecycle;
mod office;
mod people;
mod postfix;
mod smtp_sink;
