//! What came of one press on several incidents at once.

use serde::{Deserialize, Serialize};

use crate::incident::{NoMerge, Status};
use crate::time::Moment;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ManyDone {
    pub act: ManyAct,
    /// How many it was done to.
    pub done: u64,
    /// Those it was not done to, in the order in which they were ticked.
    pub left: Vec<Left>,
    /// Where this can be taken back.
    pub undo: Option<UndoMany>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManyAct {
    Cancelled,
    Merged,
    Undone,
}

/// What was ticked and is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub number: String,
    pub why: WhyLeft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// It does not exist, or not for whoever asks.
    NotThere,
    NotAllowed,
    NotOpen {
        status: Status,
    },
    /// Somebody changed it after the list was read.
    Changed,
    /// People were told about it and are to hear its end.
    Told,
    NoMerge {
        why: NoMerge,
    },
    UndoTooLate,
    UndoOverlaid,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoMany {
    /// Names the press.
    pub press: String,
    pub until: Moment,
    pub as_of: Moment,
}
