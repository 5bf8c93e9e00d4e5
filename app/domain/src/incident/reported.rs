use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{IncidentId, PersonId, ServiceId};
use crate::incident::{Number, SlaTerms};
use crate::report::Statement;
use crate::service::Effect;
use crate::time::Moment;

/// The first change of every incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub id: IncidentId,
    pub number: Number,
    pub title: String,
    pub statement: Statement,
    pub kind: IncidentType,
    pub impact: Level,
    pub urgency: Level,
    pub computed: Priority,
    pub priority: Priority,
    pub unverified: bool,
    pub restricted: bool,
    pub members: Vec<PersonId>,
    pub affected: Vec<(ServiceId, Effect)>,
    /// The services are named, no more: nobody of the team has said that they are affected. Timelines that began before
    /// that was told apart took a report's word for it.
    #[serde(default)]
    pub named: bool,
    pub reporter: Option<PersonId>,
    /// Somebody who had not signed in typed the address of this account.
    #[serde(default)]
    pub unproven: bool,
    pub channel: Channel,
    pub began_at: Option<Moment>,
    /// When the call or the mail came in, where whoever entered it said so.
    #[serde(default)]
    pub reached_at: Option<Moment>,
    /// None of a request, nor of what was reported before there were targets.
    #[serde(default)]
    pub terms: Option<SlaTerms>,
}

/// How a report reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Web,
    Phone,
    InPerson,
    Mail,
    Chat,
    Other,
}

impl Channel {
    pub const ALL: [Self; 6] = [Self::Web, Self::Phone, Self::InPerson, Self::Mail, Self::Chat, Self::Other];
}
