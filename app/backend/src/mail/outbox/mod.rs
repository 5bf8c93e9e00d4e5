//! The durable queue of letters.
//!
//! A change queues notices; the outbox claims what is due, writes one letter per recipient and incident, stores
//! its bytes and sends exactly those until the relay answers for good. At-least-once: a second copy exists only
//! when we died between the final dot and our commit, and it carries the same Message-ID.
//!
//! A letter is a promise made in the change's own transaction; nothing here decides who is told.

mod notice;

pub use notice::{Notice, NoticeKind, Queued, Recipient, of_incident, queue_notice, withdraw_notices};
