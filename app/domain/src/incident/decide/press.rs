//! Every verb of an incident in one place: what a session may send, and the right it takes. The rule that decides it
//! stands in `rules.rs`, what it would overwrite in `overwrites.rs`. A new press does not compile until it has a line in
//! each match.

use serde::{Deserialize, Serialize};

use crate::audience::OnlyFor;
use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{AudienceId, PersonId, PlaybookId, ServiceId};
use crate::incident::decide::Verb;
use crate::incident::{BreachCause, CancelReason, HoldReason, Milestone, Resolution, SlaClock, StepMark, Verdict};
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
    /// Seen by somebody: nobody else is woken for it. Whoever reported it waits as before.
    Acknowledge,
    Assign {
        owner: Option<PersonId>,
    },
    NameManager {
        person: Option<PersonId>,
    },
    TakeCommand,
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
    /// Resolved, and it is broken again; cancelled, and it was an incident after all.
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
    /// The vendor it waits for was asked.
    Chase {
        ticket: String,
        note: String,
        again: Option<Moment>,
    },
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
    /// The same with words of their own for some audiences. `anyway`: what the check before sending found in them is
    /// meant to be there.
    TellEach {
        public_title: String,
        audiences: Vec<AudienceId>,
        text: String,
        only: OnlyFor,
        promise: Option<Moment>,
        anyway: bool,
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
    LiftRestriction {
        reason: String,
    },
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
    /// It is the same as the incident of that number, and handled there; resolved, that one may be re-opened with it.
    Merge {
        into: String,
        reopen: bool,
    },
    /// Merged, and it is another matter after all.
    TakeApart,
    /// Why that clock's target was missed.
    ExplainBreach {
        clock: SlaClock,
        cause: BreachCause,
        words: String,
    },
    /// What to do, by a plan.
    BeginChecklist {
        playbook: PlaybookId,
    },
    /// A step of a checklist, each by its place from 0, is done, left out, or open again.
    MarkStep {
        checklist: u32,
        step: u32,
        mark: StepMark,
    },
    GiveStep {
        checklist: u32,
        step: u32,
        person: Option<PersonId>,
    },
    /// One of its instants was written down wrong.
    CorrectTime {
        which: Milestone,
        at: Option<Moment>,
        reason: String,
    },
    /// The law asks about it; known of since now unless another instant is given.
    Declare {
        criteria: String,
        aware_at: Option<Moment>,
    },
    /// We knew of it since another instant.
    SetAware {
        at: Option<Moment>,
        reason: String,
    },
    /// An authority was told, as the deadline at that place asks.
    Notify {
        deadline: u32,
        whom: String,
        at: Option<Moment>,
        reference: String,
    },
    /// Nobody need be told.
    NotNotifiable {
        why: String,
    },
    /// The recovery is over.
    EndRecovery {
        at: Option<Moment>,
    },
    /// Takes the words out of that entry, for good.
    Redact {
        sequence: u64,
        reason: String,
    },
    /// A reporter takes their own words out of that entry, for good, soon after they sent them.
    TakeOutOwnWords {
        sequence: u64,
    },
    /// Takes back everything from `sequence` on.
    Undo {
        sequence: u64,
    },
}

impl Press {
    pub fn verb(&self) -> Verb {
        match self {
            Self::Assign { owner: person } | Self::GiveStep { person, .. } => {
                Verb::needs(Action::ChangeIncident).naming(*person)
            }
            Self::AddMember { person } | Self::RemoveMember { person } => {
                Verb::needs(Action::ChangeIncident).naming(Some(*person))
            }
            Self::NameManager { person } | Self::NameCommunicationsLead { person } => {
                Verb::needs(Action::NameCommand).naming(*person)
            }
            Self::Follow { person } | Self::Unfollow { person } => {
                Verb::needs(Action::ReadIncident).naming(Some(*person))
            }
            Self::AddWords { .. } | Self::Judge { .. } | Self::Leave => Verb::needs(Action::FollowOwnReport),
            Self::TakeOutOwnWords { .. } => Verb::needs(Action::FollowOwnReport).for_good(),
            Self::Tell { .. } | Self::TellEach { .. } => Verb::needs(Action::TellStakeholders),
            Self::AcceptMajor | Self::DeclineMajor { .. } => Verb::needs(Action::DecideMajor),
            Self::CorrectTime { .. } => Verb::needs(Action::CorrectTimes),
            // Taken back by a verb of its own.
            Self::Merge { .. } | Self::TakeApart => Verb::needs(Action::ChangeIncident).for_good(),
            Self::Restrict | Self::LiftRestriction { .. } | Self::Redact { .. } | Self::Undo { .. } => {
                Verb::needs(Action::ChangeIncident).for_good()
            }
            Self::Take { .. }
            | Self::TakeAndResolve { .. }
            | Self::Acknowledge
            | Self::Classify { .. }
            | Self::Mitigate { .. }
            | Self::Resume { .. }
            | Self::Resolve { .. }
            | Self::Reopen { .. }
            | Self::Close
            | Self::Cancel { .. }
            | Self::Hold { .. }
            | Self::EndHold
            | Self::Chase { .. }
            | Self::Note { .. }
            | Self::Message { .. }
            | Self::TakeCommand
            | Self::ProposeMajor { .. }
            | Self::Affect { .. }
            | Self::Publish { .. }
            | Self::Rename { .. }
            | Self::ExplainBreach { .. }
            | Self::BeginChecklist { .. }
            | Self::MarkStep { .. }
            | Self::Declare { .. }
            | Self::SetAware { .. }
            | Self::Notify { .. }
            | Self::NotNotifiable { .. }
            | Self::EndRecovery { .. }
            | Self::ChangeType { .. } => Verb::needs(Action::ChangeIncident),
        }
    }
}
