//! Planned work: who works on which services from when to when, what visitors read of it, and whom a press tells.
//! One act per file.
//!
//! Invariants: it is no incident and silences none, what people report goes its usual way; its note is read by the
//! team only; it reaches an audience when somebody presses, and the day before only where somebody ticked that.

#![deny(clippy::wildcard_enum_match_arm)]

mod add;
mod change;
mod draft;
mod end;
mod page;
mod recipients;
mod record;
mod remind;
mod shown;
mod tell;

pub use draft::PlannedDraft;
pub(crate) use recipients::still_wants;
pub use record::{PlannedRecord, Told};
pub(crate) use remind::remind;
pub(crate) use shown::{all_lines, lines_until};

use domain::time::DAY;

/// Most that nobody has ended.
pub const STANDING_MOST: usize = 100;
/// What was, as far back as the page shows it.
pub const PAST_SHOWN_MOST: usize = 50;
/// Services of one piece of work.
pub const SERVICES_OF_ONE_MOST: usize = 50;
/// Letters that one of them remembers having sent.
pub const TOLD_MOST: usize = 20;
/// It may be written down when it began already, so long ago at most.
pub const BEGAN_AGO_MOST: i64 = 7 * DAY;
/// Nobody plans farther ahead: it is a slip of the year.
pub const AHEAD_MOST: i64 = 2 * 365 * DAY;
/// Who is reminded, is so long before it begins.
pub const REMINDED_BEFORE: i64 = DAY;
