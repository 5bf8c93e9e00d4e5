use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{AudienceId, PersonId, ServiceId};
use crate::incident::{HoldReason, Verdict};
use crate::permissions::Action;
use crate::service::Effect;
use crate::time::Moment;

/// What somebody may want done to an incident by pressing something, as typed: texts are parsed by `decide`, which
/// names the field at fault. It travels from the browser as it is, so it holds nothing that is not theirs to say: who
/// they are, and what can be counted, is found out where it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Press {
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
    /// Takes "me too" back.
    Leave,
    Tell {
        /// Published with it; without one what is published stays.
        #[serde(default)]
        public_title: String,
        audiences: Vec<AudienceId>,
        text: String,
        promise: Option<Moment>,
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

impl Press {
    /// The right it takes; `permits` says who has it.
    pub fn action(&self) -> Action {
        match self {
            Self::AddWords { .. } | Self::Judge { .. } | Self::Leave => Action::FollowOwnReport,
            Self::Tell { .. } => Action::TellStakeholders,
            Self::AcceptMajor | Self::DeclineMajor { .. } => Action::DecideMajor,
            Self::NameManager { .. } | Self::NameCommunicationsLead { .. } => Action::NameCommand,
            Self::Follow { .. } | Self::Unfollow { .. } => Action::ReadIncident,
            Self::Take { .. }
            | Self::TakeAndResolve { .. }
            | Self::Assign { .. }
            | Self::Classify { .. }
            | Self::Mitigate { .. }
            | Self::Resume { .. }
            | Self::Resolve { .. }
            | Self::Reopen { .. }
            | Self::Close
            | Self::Cancel { .. }
            | Self::Hold { .. }
            | Self::EndHold
            | Self::Note { .. }
            | Self::Message { .. }
            | Self::ProposeMajor { .. }
            | Self::Affect { .. }
            | Self::Publish { .. }
            | Self::Rename { .. }
            | Self::ChangeType { .. }
            | Self::Restrict
            | Self::AddMember { .. }
            | Self::RemoveMember { .. }
            | Self::Undo { .. } => Action::ChangeIncident,
        }
    }

    /// The person it names, if it names one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Assign { owner: person } | Self::NameManager { person } | Self::NameCommunicationsLead { person } => {
                *person
            }
            Self::AddMember { person }
            | Self::RemoveMember { person }
            | Self::Follow { person }
            | Self::Unfollow { person } => Some(*person),
            Self::Take { .. }
            | Self::TakeAndResolve { .. }
            | Self::Classify { .. }
            | Self::Mitigate { .. }
            | Self::Resume { .. }
            | Self::Resolve { .. }
            | Self::Reopen { .. }
            | Self::Close
            | Self::Cancel { .. }
            | Self::Hold { .. }
            | Self::EndHold
            | Self::Note { .. }
            | Self::Message { .. }
            | Self::AddWords { .. }
            | Self::Judge { .. }
            | Self::Leave
            | Self::Tell { .. }
            | Self::ProposeMajor { .. }
            | Self::AcceptMajor
            | Self::DeclineMajor { .. }
            | Self::Affect { .. }
            | Self::Publish { .. }
            | Self::Rename { .. }
            | Self::ChangeType { .. }
            | Self::Restrict
            | Self::Undo { .. } => None,
        }
    }
}
