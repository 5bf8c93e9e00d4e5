//! `/due`: what is due next, of one's own and of the team.

use crate::classification::Priority;
use crate::view::TimeView;
use crate::view::board::Due;

/// In the order in which it is due.
#[derive(Clone, Debug, PartialEq)]
pub struct DuePage {
    pub as_of: TimeView,
    /// How many open incidents one would hand over before going away.
    pub held: u64,
    pub mine: Vec<DueRow>,
    /// Of everybody else, and of nobody.
    pub team: Vec<DueRow>,
    /// There is more than the page holds.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DueRow {
    pub number: String,
    pub title: String,
    pub priority: Option<Priority>,
    /// By name; nobody has it.
    pub owner: Option<String>,
    pub due: Due,
    pub at: TimeView,
}
