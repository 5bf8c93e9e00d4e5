//! Audiences: people told together, and who exactly that comes to for one incident.
//!
//! Three are built in: everyone affected, executive and technical. `recipients` is the one answer to "who gets
//! this, and why": the composer shows it and the letters follow it. Knows nothing of how letters look.

mod built_in;
mod recipients;
mod record;

pub use built_in::ensure_built_in;
pub use recipients::{Recipient, recipients};
pub use record::{AudienceRecord, members_of};

pub const AUDIENCES_MOST: usize = 50;
/// Most members of one audience.
pub const MEMBERS_MOST: usize = 5_000;
