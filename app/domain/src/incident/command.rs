use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{AudienceId, PersonId, ServiceId};
use crate::incident::{Channel, HoldReason, Verdict};
use crate::permissions::Action;
use crate::report::ReportDraft;
use crate::service::Effect;
use crate::time::Moment;

/// What somebody wants done to an incident, as typed: texts are parsed by `decide`, which names the field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Creates the incident. `reporter` is the stored person; `known` says that we know who it is.
    Report {
        draft: ReportDraft,
        kind: IncidentType,
        reporter: Option<PersonId>,
        known: bool,
        channel: Channel,
    },
    Join {
        person: PersonId,
    },
    Take {
        priority: Option<Priority>,
        reason: String,
    },
    TakeAndResolve {
        resolution: Resolution,
    },
    Assign {
        owner: Option<PersonId>,
    },
    NameManager {
        person: Option<PersonId>,
    },
    NameCommunicationsLead {
        person: Option<PersonId>,
    },
    Classify {
        impact: Level,
        urgency: Level,
        priority: Option<Priority>,
        reason: String,
    },
    Mitigate {
        what: String,
        works: bool,
    },
    /// Mitigated, and it does not hold after all.
    Resume {
        reason: String,
    },
    Resolve {
        resolution: Resolution,
    },
    Reopen {
        reason: String,
    },
    Close,
    Cancel {
        why: CancelReason,
        words: String,
    },
    Hold {
        reason: HoldReason,
        note: String,
        until: Option<Moment>,
    },
    EndHold,
    Note {
        text: String,
    },
    Message {
        text: String,
    },
    AddWords {
        text: String,
    },
    Judge {
        verdict: Verdict,
        words: String,
    },
    /// `recipients`: how many letters the audiences come to, counted by the use case in the same transaction.
    Tell {
        audiences: Vec<AudienceId>,
        text: String,
        promise: Option<Moment>,
        recipients: u32,
    },
    ProposeMajor {
        reason: String,
    },
    AcceptMajor,
    DeclineMajor {
        reason: String,
    },
    /// `NotAffected` ends the effect.
    Affect {
        service: ServiceId,
        effect: Effect,
    },
    Publish {
        public_title: String,
        workaround: String,
    },
    Rename {
        title: String,
    },
    ChangeType {
        kind: IncidentType,
    },
    Restrict,
    AddMember {
        person: PersonId,
    },
    RemoveMember {
        person: PersonId,
    },
    Follow {
        person: PersonId,
    },
    Unfollow {
        person: PersonId,
    },
    /// Takes back everything from `sequence` on.
    Undo {
        sequence: u64,
    },
}

/// How it was resolved, and when it worked again (now, when nothing is said).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    pub text: String,
    pub restored_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    FalseAlarm,
    /// A request for something new is not an incident.
    Request,
    NotReproducible,
}

impl CancelReason {
    pub const ALL: [Self; 3] = [Self::FalseAlarm, Self::Request, Self::NotReproducible];
}

impl Command {
    /// The right it takes; `permits` says who has it.
    pub fn action(&self) -> Action {
        match self {
            Self::Report { .. } | Self::Join { .. } => Action::Report,
            Self::AddWords { .. } | Self::Judge { .. } => Action::FollowOwnReport,
            Self::Tell { .. } => Action::TellStakeholders,
            Self::AcceptMajor | Self::DeclineMajor { .. } => Action::DecideMajor,
            Self::NameManager { .. } | Self::NameCommunicationsLead { .. } => Action::NameCommand,
            Self::Follow { .. } | Self::Unfollow { .. } => Action::ReadIncident,
            _ => Action::ChangeIncident,
        }
    }
}
