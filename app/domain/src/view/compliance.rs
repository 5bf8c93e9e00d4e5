//! `/compliance`.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::incident::SlaClock;
use crate::view::{Choice, TimeView};

/// What is counted: a clock that stopped, or an update that was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    Clock(SlaClock),
    Promise,
}

impl Counted {
    /// As the address of the page carries it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clock(clock) => clock.code(),
            Self::Promise => "promise",
        }
    }
}

/// Which month, and which of its clocks are listed: empty takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplianceQuery {
    /// `2026-11`.
    pub month: String,
    pub service: String,
    pub clock: String,
    pub priority: String,
    /// `yes`, `no` or both.
    pub in_time: String,
}

impl ComplianceQuery {
    pub fn takes(&self, what: Counted, priority: Priority, in_time: bool) -> bool {
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        fits(&self.clock, what.code())
            && fits(&self.priority, priority.code())
            && fits(&self.in_time, if in_time { "yes" } else { "no" })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompliancePage {
    /// Nobody has said that the targets are promises, so no clock is counted.
    pub aims: bool,
    pub month: String,
    /// `November 2026`.
    pub words: String,
    /// The month before, and the one after unless it has not begun: as in an address, and in words.
    pub before: Choice,
    pub after: Option<Choice>,
    pub services: Vec<Choice>,
    pub cells: Vec<ComplianceCell>,
    /// Exactly those that the query takes.
    pub lines: Vec<StoppedLine>,
    /// What stopped in the month and is counted nowhere: its times cannot all be right.
    pub impossible: Vec<StoppedLine>,
}

/// The clocks of one kind and priority that stopped in the month, or the promised updates of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplianceCell {
    pub what: Counted,
    pub priority: Priority,
    pub in_time: u64,
    pub late: u64,
}

impl ComplianceCell {
    /// Percent in time, cut off after one decimal, so that a miss is never rounded away.
    pub fn share(&self) -> String {
        let per_mille = (self.in_time * 1_000).checked_div(self.in_time + self.late).unwrap_or_default();
        format!("{}.{} %", per_mille / 10, per_mille % 10)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoppedLine {
    pub number: String,
    pub title: String,
    pub what: Counted,
    pub priority: Priority,
    pub services: Vec<String>,
    pub in_time: bool,
    /// What it came to before a time was corrected.
    pub was_in_time: Option<bool>,
    pub due: Option<TimeView>,
    pub stopped: TimeView,
    /// Working time; an update has none.
    pub elapsed: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_miss_is_never_rounded_away() {
        let share =
            |in_time, late| ComplianceCell { what: Counted::Promise, priority: Priority::P1, in_time, late }.share();
        assert_eq!(share(1_999, 1), "99.9 %");
        assert_eq!(share(3, 0), "100.0 %");
        assert_eq!(share(2, 1), "66.6 %");
        assert_eq!(share(0, 0), "0.0 %");
    }
}
