//! Audiences: people told together.

use serde::{Deserialize, Serialize};

/// What an audience is for; it decides what its letters may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AudienceKind {
    /// Everyone hit: reporters, followers, subscribers of the affected services.
    Affected,
    Executive,
    Technical,
    /// One that the organisation made for itself.
    Other,
}

impl AudienceKind {
    pub const BUILT_IN: [Self; 3] = [Self::Affected, Self::Executive, Self::Technical];
}

/// Why a person gets a letter; shown before sending and in the letter's footer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientReason {
    Reporter,
    Joined,
    Follower,
    /// A member of the audience of this name.
    Audience(String),
    /// Subscribed to the service of this name.
    Service(String),
    /// Works on incidents.
    Team,
    /// On duty now.
    OnCall,
    /// Nobody is on duty now, and they manage.
    NobodyOnCall,
    /// Those who were told first have not taken it.
    NotTaken,
    Owner,
    IncidentManager,
    CommunicationsLead,
    Member,
}
