//! Audiences: people told together, and who exactly that comes to for one incident. One act per file.
//!
//! Three are built in: everyone affected, executive and technical. `recipients` is the one answer to "who gets
//! this, and why": the composer shows it and the letters follow it. An outsider may be entered at any time and
//! gets nothing before they have confirmed. Knows nothing of how letters look.

mod add;
mod add_member;
mod built_in;
mod list;
mod list_address;
pub(crate) mod paste_members;
mod recipients;
mod record;
mod remove_member;
mod rename;
mod rules;

pub use add_member::Entered;
pub use built_in::ensure_built_in;
pub use list_address::doubled;
pub use paste_members::{PASTED_MOST, Pasted};
pub use recipients::{Recipient, kinds_of, may_be_written_to, recipients};
pub use record::{AudienceRecord, audiences_of, members_of};
pub use rules::{RULES_MOST, by_themselves};

pub const AUDIENCES_MOST: usize = 50;
/// Most members of one audience.
pub const MEMBERS_MOST: usize = 5_000;
