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
    /// While it waits for a vendor.
    pub vendor: Option<VendorView>,
    /// What the law asks, once somebody declared it.
    pub legal: Option<LegalView>,
    /// The viewer may declare it, and it is of a kind that the law asks about.
    pub may_declare: bool,
    /// As a field of date and time holds it.
    pub now_typed: String,
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

/// Where it stands at the vendor it waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VendorView {
    pub since: TimeView,
    pub ticket: Option<String>,
    /// When they were asked last.
    pub last: Option<TimeView>,
    pub note: Option<String>,
    pub again: Option<TimeView>,
    /// As a field of date and time holds it.
    pub again_typed: String,
}

/// What the law asks of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LegalView {
    pub declared: TimeView,
    pub by: String,
    pub criteria: String,
    pub aware: TimeView,
    pub aware_typed: String,
    pub duties: Vec<DutyView>,
    /// Who decided that nobody need be told, and why.
    pub exempt: Option<String>,
    pub recovery: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DutyView {
    pub place: u32,
    pub name: String,
    pub within: String,
    pub due: TimeView,
    pub open: bool,
    /// It passed, or was met late.
    pub missed: bool,
    /// Whom it was told to and when, or that it runs.
    pub stands: String,
    pub reference: Option<String>,
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
    /// Of what is counted, as long as it was with a vendor.
    pub vendor: Option<String>,
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
