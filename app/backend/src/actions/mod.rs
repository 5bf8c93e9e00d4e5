//! Actions: what is done so that an incident does not come back, who does it until when, and whether it worked. An action
//! is of one incident and is read, listed and told to whoever hears of that. One act per file.
//!
//! Invariants: what somebody may not hear of has no action for them, in no list, figure or letter; its history stands in
//! it and is never shortened but by its bound; a question is asked of its owner only about an incident they hear of.

#![deny(clippy::wildcard_enum_match_arm)]

mod add;
mod answer;
mod change;
mod draft;
mod end;
mod gate;
mod history;
mod opened;
mod page;
mod record;
mod ring;
mod watch;

pub use draft::ActionDraft;
pub(crate) use gate::{hears, managers_who_hear};
pub use record::ActionRecord;
pub(crate) use record::{actions_of, came_back_in, is_named_in};
pub(crate) use ring::ring;
pub(crate) use watch::ask_about;

use domain::time::DAY;

/// Actions of one incident.
pub const OF_INCIDENT_MOST: usize = 50;
/// Looked at for a list; what is shown of them is what its reader hears of.
pub const LOOKED_AT_MOST: usize = 2_000;
/// On one page.
pub const SHOWN_MOST: usize = 200;
/// Questions that one of them remembers.
pub const QUESTIONS_MOST: usize = 20;
/// What happened to one of them, as far as it is kept: the oldest go first.
pub const HISTORY_MOST: usize = 200;
/// Nobody plans farther ahead: it is a slip of the year.
pub const AHEAD_MOST: i64 = 2 * 366 * DAY;
/// Watched actions that a new report is compared with.
pub const WATCHED_MOST: usize = 500;
