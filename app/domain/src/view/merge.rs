//! What a merge of several would do, before it is pressed.

use serde::{Deserialize, Serialize};

use crate::field::FieldError;
use crate::incident::Status;
use crate::view::many::WhyLeft;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MergePreview {
    /// As it was typed.
    pub into: String,
    /// What is wrong with it.
    pub error: Option<FieldError>,
    /// The one they would be merged into; `None` until there is such a number.
    pub target: Option<MergeTarget>,
    /// In the order in which they were ticked.
    pub rows: Vec<MergeRow>,
    /// The ticks, as the form sends them on.
    pub ticked: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeTarget {
    pub number: String,
    pub title: String,
    pub status: Status,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeRow {
    pub number: String,
    /// Empty for what is not there.
    pub title: String,
    /// Who reported or joined it.
    pub people: u64,
    /// Why it would be left as it is.
    pub left: Option<WhyLeft>,
}

impl MergePreview {
    /// How many would be merged.
    pub fn count(&self) -> u64 {
        if self.target.is_some() { self.rows.iter().filter(|row| row.left.is_none()).count() as u64 } else { 0 }
    }
}
