//! The clocks of an incident: in a line on its page, and explained on a page of their own.

use serde::{Deserialize, Serialize};

use crate::clock::{SegmentKind, State};
use crate::incident::{BreachCause, Milestone, SlaClock};
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
    /// In their order, as far as they happened.
    pub times: Vec<InstantView>,
    /// Which of them cannot both be right, in words: no figure counts it until they can.
    pub impossible: Vec<String>,
    /// The viewer may say that something happened at another instant.
    pub may_correct: bool,
    /// In which zone they type one.
    pub zone: String,
    pub promise: Option<TimeView>,
    /// Nobody outside has heard of it, and by then they are to.
    pub first_notice: Option<TimeView>,
    pub promises_kept: u32,
    pub promises_missed: u32,
    /// The viewer may say why a target was missed.
    pub may_explain: bool,
    pub nonce: String,
}

/// An instant that may be corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstantView {
    pub which: Milestone,
    pub at: Option<TimeView>,
    /// As a field of date and time holds it.
    pub typed: String,
    /// Of what was corrected: what was recorded first, if anything.
    pub recorded: Option<Option<TimeView>>,
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
    /// What it came to before a time was corrected, where that is something else.
    pub corrected: Option<String>,
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
    /// A time was corrected since, and by that it was in time.
    pub overturned: bool,
    pub cause: Option<BreachCause>,
    pub words: Option<String>,
}
