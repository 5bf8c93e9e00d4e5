//! The parts of an incident that letters name.

use serde::{Deserialize, Serialize};

/// What somebody holds on an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    Owner,
    /// It was given to them, and nobody has taken it yet.
    Asked,
    ActingManager,
    IncidentManager,
    CommunicationsLead,
    Member,
}
