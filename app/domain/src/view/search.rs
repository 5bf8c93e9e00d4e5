//! What a search found, and the searches that are kept.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::field::FieldError;
use crate::incident::Status;
use crate::view::TimeView;

/// A part of a text; `hit` where it is what was sought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub hit: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    /// Why it was not searched; then there is nothing else.
    pub misread: Option<FieldError>,
    /// How many fit, at most as many as are ranked.
    pub count: u64,
    /// More fit than are ranked.
    pub more: bool,
    pub found: Vec<FoundIncident>,
    /// The number of the page before and of the next one.
    pub newer: Option<usize>,
    pub older: Option<usize>,
    pub saved: Vec<SavedSearch>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundIncident {
    pub number: String,
    pub title: Vec<Piece>,
    pub status: Status,
    /// None of a request.
    pub priority: Option<Priority>,
    pub restricted: bool,
    /// Names of the services it hits.
    pub services: Vec<String>,
    /// The owner's name; empty for nobody.
    pub owner: String,
    pub reported: TimeView,
    /// Where the words stand, when not only in the title.
    pub line: Option<FoundLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    /// What it is a line of: "noted", "resolved it", "report".
    pub what: String,
    pub pieces: Vec<Piece>,
}

/// A link with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    pub id: String,
    pub name: String,
    pub query: String,
    /// Who shares it with everybody; `None` for one's own.
    pub shared_by: Option<String>,
}
