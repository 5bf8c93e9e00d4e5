use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// A flag with a reason; not a status. Leaving the open statuses ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub reason: HoldReason,
    pub note: String,
    pub since: Moment,
    pub until: Option<Moment>,
    /// The resolution clock stands meanwhile.
    #[serde(default)]
    pub pauses: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    AwaitingReporter,
    Vendor,
    Change,
    Other,
}

impl HoldReason {
    pub const ALL: [Self; 4] = [Self::AwaitingReporter, Self::Vendor, Self::Change, Self::Other];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldEnd {
    ByHand,
    ReporterAnswered,
    LeftOpen,
}

/// When somebody looks at a hold again, so that it is not forgotten; nothing of a hold that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// The reporter is asked once more.
    pub remind_at: Option<Moment>,
    pub review_at: Option<Moment>,
    /// That instant has passed, and it still waits.
    pub overdue: bool,
}
