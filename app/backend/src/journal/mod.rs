//! The global chain: sign-ins, rights, settings, restricted views, exports, backups. What is about one incident
//! stands in its timeline instead. Entries hold ids, never names or addresses, and are appended in the
//! transaction of the change they record.

#![deny(clippy::wildcard_enum_match_arm)]

mod fact;
mod record;
mod sentence;

pub use fact::Fact;
pub use record::{Header, Recorded, note_restore, record, recorded};
pub(crate) use sentence::sentence;
