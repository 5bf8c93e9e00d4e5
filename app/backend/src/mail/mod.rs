//! Mail: what is written to whom, the durable queue, and what hands letters to the relay.
//!
//! A change queues notices in its own transaction; the outbox turns due notices into letters and letters into
//! deliveries. Nothing here decides who ought to be told: use cases do, and permits are asked again before a
//! letter is rendered. Letters are never rendered or sent inside a write transaction of a request.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod compose;
pub mod courier;
mod fault;
pub(crate) mod reply_token;

/// Where letters are kept that no relay takes, in the data folder.
pub(crate) const MAIL_FOLDER: &str = "mail";

pub use fault::fault_of;
