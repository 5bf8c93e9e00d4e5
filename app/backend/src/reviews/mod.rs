//! Reviews: what was learned of an incident. One is due by itself in the transaction that resolves what `why_due` names;
//! any other begins when somebody wants it. One act per file.
//!
//! Invariants: it exists for whoever hears of its incident, and once published for whom it was written to; a part is
//! saved as typed, and nobody overwrites what they have not seen; what is published goes out by a press alone, and what
//! is changed after it is listed on it. Closing never waits for a review.

#![deny(clippy::wildcard_enum_match_arm)]

mod begin;
mod due;
mod follow;
mod impact;
mod page;
mod public;
mod publish;
mod record;
mod ring;
mod token;
mod view;
mod write;

pub(crate) use follow::follow;
pub use record::ReviewRecord;
pub(crate) use record::is_reviewed;
pub(crate) use ring::ring;
pub use write::LinesDraft;

/// Of each kind on one page.
pub const SHOWN_MOST: usize = 200;
/// Looked at for a list; what is shown of them is what its reader hears of.
pub const LOOKED_AT_MOST: usize = 1_000;
/// The newest lines of a timeline that one chooses from.
pub const LINES_MOST: usize = 300;
/// Changes after it was published, as far as they are listed: the oldest go first.
pub const LATER_MOST: usize = 100;
/// Letters that are counted for the figures.
pub const LETTERS_COUNTED_MOST: usize = 20_000;
