//! The global chain: sign-ins, rights, settings, restricted views, exports, backups. What is about one incident
//! stands in its timeline instead. Whoever acts stands there by id; what was typed at the door and from where
//! somebody came are in the part of an entry that can be deleted without breaking the chain. Entries are appended in the
//! transaction of the change they record.

#![deny(clippy::wildcard_enum_match_arm)]

mod fact;
mod kind;
mod record;
mod sentence;

pub use fact::{Difference, Fact, PEOPLE_OF_ENTRY, Value};
pub use kind::Kind;
pub use record::{Header, Recorded, Whence, note_restore, record, record_from, recorded};
pub(crate) use sentence::sentence;
