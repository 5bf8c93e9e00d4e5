//! Instants and spans. Zones are expanded on the server only: chrono-tz would add 1.6 MB to the wasm.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Instants that people type lie no farther than this from what they are about: the others are slips, and calendars
/// have an end.
pub const TYPED_REACH: i64 = 10 * 365 * DAY;

/// How long a press can be undone, and how long letters about it wait.
pub const UNDO_WINDOW: i64 = 10 * SECOND;

impl Moment {
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
