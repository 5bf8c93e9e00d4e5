//! What a letter of the morning lists.

use domain::time::Moment;
use domain::view::board::Due;
use serde::{Deserialize, Serialize};

/// Lines of one part that a letter lists; of more it says how many.
pub const MORNING_LINES_MOST: usize = 20;

/// In the order of the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MorningPart {
    Late,
    DueToday,
    /// The end of a wait that was expected has passed.
    HoldEnded,
    /// It waits for days without an expected end.
    ToReview,
    /// Whoever owns it is away.
    OwnerAway,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MorningGroup {
    pub part: MorningPart,
    pub lines: Vec<MorningLine>,
    /// There are so many more.
    pub more: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MorningLine {
    pub number: String,
    pub title: String,
    pub due: Option<Due>,
    /// Nobody has it.
    pub free: bool,
    /// Who has it and is away, and until when.
    pub away: Option<(String, Moment)>,
}
