use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use crate::incident::{
    Affected, CancelReason, Hold, HoldEnd, HoldReason, Incident, Major, Number, Reported, Reporter, Status, Verdict,
};
use crate::service::Effect;
use crate::time::Moment;

/// One recorded change of one incident: outcomes, never intentions, so that `apply` needs no rule.
/// Persons stand in it by id only; names and addresses can then be deleted without touching the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Reported(Box<Reported>),
    Joined {
        person: PersonId,
        /// Somebody who had not signed in typed the address of this account.
        #[serde(default)]
        unproven: bool,
    },
    /// Took "me too" back.
    Left {
        person: PersonId,
    },
    /// Enough people joined that the report counts as confirmed.
    Verified,
    Taken {
        owner: PersonId,
    },
    Assigned {
        owner: Option<PersonId>,
    },
    /// `acting`: they hold the role because they took it first.
    ManagerNamed {
        person: Option<PersonId>,
        acting: bool,
    },
    CommunicationsLeadNamed {
        person: Option<PersonId>,
    },
    Prioritised {
        impact: Level,
        urgency: Level,
        computed: Priority,
        priority: Priority,
        reason: Option<String>,
        /// A responder decided it; what is computed later does not overrule it.
        #[serde(default)]
        confirmed: bool,
    },
    /// `works`: it works again for everybody, so it counts as solved until somebody says otherwise.
    Mitigated {
        what: String,
        works: bool,
        /// What was said to be still broken before is asked anew.
        #[serde(default)]
        asks_again: bool,
    },
    Resumed {
        reason: String,
        /// What was said to work again holds no longer.
        #[serde(default)]
        asks_again: bool,
    },
    Resolved {
        resolution: String,
        restored_at: Moment,
        closes_at: Moment,
        /// What was said to be still broken before is asked anew.
        #[serde(default)]
        asks_again: bool,
    },
    Reopened {
        reason: String,
    },
    Closed,
    Cancelled {
        why: CancelReason,
        words: Option<String>,
        /// The services still affected are so no longer.
        #[serde(default)]
        effects_end: bool,
    },
    HeldOn {
        reason: HoldReason,
        note: String,
        until: Option<Moment>,
    },
    HeldOff {
        why: HoldEnd,
    },
    Noted {
        text: String,
    },
    /// The team's words to the reporters.
    Messaged {
        text: String,
    },
    ReporterSaid {
        person: PersonId,
        text: String,
    },
    VerdictGiven {
        person: PersonId,
        verdict: Verdict,
    },
    StakeholdersTold {
        audiences: Vec<AudienceId>,
        text: String,
        recipients: u32,
        promise: Option<Moment>,
    },
    MajorProposed {
        reason: String,
    },
    MajorAccepted,
    MajorDeclined {
        reason: String,
    },
    ServiceAffected {
        service: ServiceId,
        effect: Effect,
        from: Moment,
    },
    ServiceRecovered {
        service: ServiceId,
        to: Moment,
    },
    Published {
        public_title: Option<String>,
        workaround: Option<String>,
    },
    Renamed {
        title: String,
    },
    TypeChanged {
        kind: IncidentType,
    },
    /// Seen by members only from here on, under a number that says nothing.
    Restricted {
        number: Number,
        members: Vec<PersonId>,
    },
    MemberAdded {
        person: PersonId,
    },
    MemberRemoved {
        person: PersonId,
    },
    FollowerAdded {
        person: PersonId,
    },
    FollowerRemoved {
        person: PersonId,
    },
    /// It is the same as that one and handled there. What it was affected by, and a hold, end with it.
    Merged {
        into: IncidentId,
    },
    /// It was another matter after all: `before` holds again, told as that of `Undone` is.
    TakenApart {
        from: IncidentId,
        sequence: u64,
        #[serde(skip)]
        before: Option<Box<Incident>>,
    },
    /// That one was merged into it.
    DuplicateTaken {
        source: IncidentId,
    },
    /// That one was taken apart from it.
    DuplicateLeft {
        source: IncidentId,
    },
    /// The changes from `sequence` on were taken back within the undo window. `before` is the state that holds again:
    /// whoever decides or replays has it at hand, and on disk it is told by the timeline.
    Undone {
        sequence: u64,
        #[serde(skip)]
        before: Option<Box<Incident>>,
    },
}

impl Change {
    /// Folds it, recorded at `at`, into the state. Holds no rule.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
    pub(super) fn fold(&self, state: &mut Incident, at: Moment) {
        match self {
            // Nothing can begin twice; words change no state.
            Self::Reported(_) | Self::Noted { .. } | Self::Messaged { .. } | Self::ReporterSaid { .. } => {}
            Self::Joined { person, unproven } => {
                state.reporters.push(Reporter { person: *person, at, unproven: *unproven, verdict: None });
            }
            Self::Left { person } => state.reporters.retain(|reporter| reporter.person != *person),
            Self::Verified => state.unverified = false,
            Self::Taken { owner } => {
                state.status = Status::Investigating;
                state.owner = Some(*owner);
                state.taken_at = state.taken_at.or(Some(at));
                state.priority_confirmed = true;
                state.unverified = false;
            }
            Self::Assigned { owner } => state.owner = *owner,
            Self::ManagerNamed { person, acting } => (state.incident_manager, state.acting) = (*person, *acting),
            Self::CommunicationsLeadNamed { person } => state.communications_lead = *person,
            Self::Prioritised { impact, urgency, computed, priority, confirmed, .. } => {
                (state.impact, state.urgency) = (*impact, *urgency);
                (state.computed, state.priority) = (*computed, *priority);
                state.priority_confirmed |= *confirmed;
            }
            Self::Mitigated { works, asks_again, .. } => {
                state.status = Status::Mitigated;
                state.mitigated_at = Some(at);
                state.considered_solved = *works;
                state.forget(Verdict::StillBroken, *asks_again);
            }
            Self::Resumed { asks_again, .. } => {
                state.status = Status::Investigating;
                state.considered_solved = false;
                state.forget(Verdict::WorksAgain, *asks_again);
            }
            Self::Resolved { resolution, restored_at, closes_at, asks_again } => {
                state.status = Status::Resolved;
                state.resolution = Some(resolution.clone());
                state.restored_at = Some(*restored_at);
                state.resolved_at = Some(at);
                state.closes_at = Some(*closes_at);
                state.considered_solved = false;
                state.promise = None;
                state.forget(Verdict::StillBroken, *asks_again);
                state.end_effects(*restored_at);
            }
            Self::Reopened { .. } => {
                state.status = Status::Investigating;
                state.reopened += 1;
                (state.resolved_at, state.restored_at, state.closes_at) = (None, None, None);
                state.reporters.iter_mut().for_each(|reporter| reporter.verdict = None);
            }
            Self::Closed => state.end(Status::Closed, at),
            Self::Cancelled { effects_end, .. } => {
                state.end(Status::Cancelled, at);
                if *effects_end {
                    state.end_effects(at);
                }
            }
            Self::HeldOn { reason, note, until } => {
                state.hold = Some(Hold { reason: *reason, note: note.clone(), since: at, until: *until });
            }
            Self::HeldOff { .. } => state.hold = None,
            Self::VerdictGiven { person, verdict } => {
                for reporter in state.reporters.iter_mut().filter(|r| r.person == *person) {
                    reporter.verdict = Some(*verdict);
                }
            }
            Self::StakeholdersTold { audiences, promise, .. } => {
                (state.promise, state.told_at, state.told_in) = (*promise, Some(at), Some(state.revision));
                state
                    .told
                    .extend(audiences.iter().filter(|audience| !state.told.contains(audience)).collect::<Vec<_>>());
            }
            Self::MajorProposed { .. } => state.major = Major::Proposed,
            Self::MajorAccepted => state.major = Major::Accepted,
            Self::MajorDeclined { .. } => state.major = Major::Declined,
            Self::ServiceAffected { service, effect, from } => {
                state.recover(*service, *from);
                state.affected.push(Affected { service: *service, effect: *effect, from: *from, to: None });
                state.drop_what_never_lasted();
            }
            Self::ServiceRecovered { service, to } => {
                state.recover(*service, *to);
                state.drop_what_never_lasted();
            }
            Self::Published { public_title, workaround } => {
                state.public_title.clone_from(public_title);
                state.workaround.clone_from(workaround);
            }
            Self::Renamed { title } => state.title.clone_from(title),
            Self::TypeChanged { kind } => state.kind = *kind,
            Self::Restricted { number, members } => {
                state.number = number.clone();
                state.restricted = true;
                state.members.clone_from(members);
            }
            Self::MemberAdded { person } => state.members.push(*person),
            Self::MemberRemoved { person } => state.members.retain(|m| m != person),
            Self::FollowerAdded { person } => state.followers.push(*person),
            Self::FollowerRemoved { person } => state.followers.retain(|f| f != person),
            Self::Merged { into } => {
                state.end(Status::Merged, at);
                state.end_effects(at);
                state.hold = None;
                state.merged_into = Some(*into);
            }
            Self::DuplicateTaken { source } => state.duplicates.push(*source),
            Self::DuplicateLeft { source } => state.duplicates.retain(|duplicate| duplicate != source),
            Self::Undone { before, .. } | Self::TakenApart { before, .. } => {
                if let Some(before) = before {
                    let (revision, changed_at) = (state.revision, state.changed_at);
                    *state = Incident { revision, changed_at, ..(**before).clone() };
                }
            }
        }
    }
}
