//! What an open page of an incident asks for, and gets, after something has changed.

use serde::{Deserialize, Serialize};

use crate::view::incident::{IncidentFacts, IncidentHead, TimelineLine, TimelinePage};

/// Which lines of the timeline a page shows, when it asks what is new.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    pub first: u64,
    pub last: u64,
    /// It ends with the newest line, and new ones are added to it.
    pub grows: bool,
    /// Those with a word about their letters.
    pub with_letters: Vec<u64>,
    /// The digest of the facts beside it.
    pub facts: String,
}

impl Shown {
    /// Lines that one page keeps: where more have come, the oldest leave it.
    pub const LINES_MOST: u64 = 500;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentNews {
    pub head: IncidentHead,
    /// Unless they are those that are shown.
    pub facts: Option<IncidentFacts>,
    pub timeline: TimelineNews,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TimelineNews {
    /// Lines that are new or look otherwise, in order.
    Changed(Vec<TimelineLine>),
    /// More is new than a page holds: this one stands in place of all that was shown.
    Instead(TimelinePage),
}
