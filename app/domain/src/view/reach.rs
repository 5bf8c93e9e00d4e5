//! What else is hit, and what open incidents may have in common, as far as one viewer may know.

use serde::{Deserialize, Serialize};

use crate::classification::Level;
use crate::service::Criticality;
use crate::view::Choice;

/// Of one open incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// What needs a service that it affects: the nearest first, at most `HIT_SHOWN_MOST`.
    pub hit: Vec<HitService>,
    /// Further ones.
    pub more: u64,
    /// The impact that the critical ones among them come to, where it is higher than the one it has.
    pub impact: Option<Level>,
    pub causes: Vec<CommonCause>,
}

/// Beyond these a count says more than names.
pub const HIT_SHOWN_MOST: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitService {
    pub service: Choice,
    pub criticality: Criticality,
    /// It needs an affected one itself, not through others.
    pub direct: bool,
}

/// A service that several open incidents need which began at about the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonCause {
    pub service: Choice,
    /// Number and title of each, at most `INCIDENTS_NAMED_MOST`.
    pub incidents: Vec<OpenOne>,
    /// Further ones.
    pub more: u64,
}

/// Incidents that one hint names.
pub const INCIDENTS_NAMED_MOST: usize = 10;
/// Hints that a page shows at once.
pub const CAUSES_SHOWN_MOST: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOne {
    pub number: String,
    pub title: String,
}
