//! What a letter calls its incident, and in which state it shows it.

use domain::incident::Number;
use serde::{Deserialize, Serialize};

/// The incident a letter is about, as this recipient may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub number: Number,
    pub called: Called,
    /// The current state in words; leads a letter that tells several events.
    pub state: String,
}

/// What a letter calls its incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Called {
    /// The public title, a reporter's own words, or for the team the title.
    Title(String),
    /// Nobody found words for outsiders yet; the service stands in for them.
    Unnamed { service: Option<String> },
    /// Restricted, to whoever reported it.
    OwnReport,
    /// Restricted, to whoever handles it and hears of it for the first time.
    NewSecurityReport,
    /// Restricted: no letter names it.
    Restricted,
}
