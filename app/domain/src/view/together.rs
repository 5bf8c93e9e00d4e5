//! What an incident is handled together with.

use serde::{Deserialize, Serialize};

use crate::view::TimeView;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// It was merged.
    pub into: Option<MergedInto>,
    /// What was merged into it, as far as the viewer may read it.
    pub duplicates: Vec<Duplicate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergedInto {
    /// `None` where the viewer may not know of the other one.
    pub number: Option<String>,
    pub title: String,
    pub at: TimeView,
    /// Until when the viewer may take it apart, as it stands.
    pub apart_until: Option<TimeView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duplicate {
    pub number: String,
    pub title: String,
    pub people: u64,
    /// When it was merged.
    pub at: TimeView,
}
