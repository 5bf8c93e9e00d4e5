//! The clocks of an incident: in a line on its page, and explained on a page of their own.

use serde::{Deserialize, Serialize};

use crate::clock::{SegmentKind, State};
use crate::incident::{BreachCause, SlaClock};
use crate::view::TimeView;

/// As the head of an incident shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockBrief {
    pub clock: SlaClock,
    pub state: State,
    /// While it runs; of what has stopped, when it was due.
    pub due: Option<TimeView>,
}

/// `/incidents/{number}/clocks`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClocksPage {
    pub number: String,
    pub title: String,
    pub as_of: TimeView,
    /// Nobody has confirmed the targets: nobody is held to them.
    pub aims: bool,
    pub clocks: Vec<LedgerView>,
    pub promise: Option<TimeView>,
    /// Nobody outside has heard of it, and by then they are to.
    pub first_notice: Option<TimeView>,
    pub promises_kept: u32,
    pub promises_missed: u32,
    /// The viewer may say why a target was missed.
    pub may_explain: bool,
    pub nonce: String,
}

/// One clock with what its elapsed time is the sum of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerView {
    pub brief: ClockBrief,
    /// "due Mon 14:20 because ..."
    pub because: String,
    pub target: String,
    pub elapsed: String,
    pub calendar: String,
    pub segments: Vec<SegmentView>,
    /// There are more than a page shows.
    pub more: u64,
    pub breach: Option<BreachView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentView {
    pub kind: SegmentKind,
    pub from: TimeView,
    pub to: TimeView,
    pub length: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreachView {
    pub due: TimeView,
    pub at: TimeView,
    pub owner: Option<String>,
    pub cause: Option<BreachCause>,
    pub words: Option<String>,
}
