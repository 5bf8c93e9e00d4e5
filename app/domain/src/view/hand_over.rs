//! `/due/hand-over`: what somebody has who goes away, and to whom it can be given.

use crate::classification::Priority;
use crate::view::{Choice, TimeView};

#[derive(Clone, Debug, PartialEq)]
pub struct HandOverPage {
    pub as_of: TimeView,
    /// In the order in which they are due.
    pub rows: Vec<HandOverRow>,
    /// So many more are open, which follow once these are given.
    pub more: u64,
    /// Who works on incidents; of who is away it is said.
    pub people: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct HandOverRow {
    pub number: String,
    pub title: String,
    pub priority: Option<Priority>,
    /// What one is there, in words: "owner, incident manager".
    pub roles: String,
}

impl HandOverRow {
    /// The field that says to whom it goes.
    pub fn field(&self) -> String {
        field(&self.number)
    }
}

/// The same by number.
pub fn field(number: &str) -> String {
    format!("to-{number}")
}
