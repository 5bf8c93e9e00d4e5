use serde::{Deserialize, Serialize};

use crate::audience::OnlyFor;
use crate::classification::{IncidentType, Level, Priority};
use crate::ids::{AudienceId, IncidentId, PersonId, PlaybookId, ServiceId};
use crate::incident::{
    Bell, BreachCause, CancelReason, Guidance, HoldEnd, HoldReason, Incident, LegalDeadline, Milestone, Number,
    Reported, SlaClock, SlaTerms, Status, StepMark, Verdict,
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
        /// Without a name, and from where somebody was counted already: nobody can say that it is another person.
        #[serde(default)]
        alike: bool,
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
    /// Nobody had taken it, so these were told as well, and where it is marked the person of last resort, who has no
    /// account.
    Alerted {
        people: Vec<PersonId>,
        outside: bool,
    },
    /// Has seen it; it is not taken.
    Acknowledged {
        person: PersonId,
    },
    Assigned {
        owner: Option<PersonId>,
    },
    /// `acting`: they hold the role because they took it first.
    ManagerNamed {
        person: Option<PersonId>,
        acting: bool,
    },
    /// Took the role of incident manager in one press.
    CommandTaken {
        person: PersonId,
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
        /// The targets it is judged by from here on; `None` where they stay.
        #[serde(default)]
        terms: Option<SlaTerms>,
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
    /// Cancelled, and it was an incident after all.
    CancelReversed {
        reason: String,
        to: Status,
    },
    HeldOn {
        reason: HoldReason,
        note: String,
        until: Option<Moment>,
        /// The resolution clock stands meanwhile.
        #[serde(default)]
        pauses: bool,
    },
    /// It waits still, and its clock runs again.
    PauseEnded,
    HeldOff {
        why: HoldEnd,
    },
    /// Of the hold that just began: when the reporter is asked once more, and when it comes up for review.
    HoldWatched {
        remind_at: Option<Moment>,
        review_at: Moment,
    },
    /// The reporter was asked once more, by itself.
    ReporterReminded,
    /// It still waits, and the end that was expected has passed.
    HoldOverdue,
    /// Somebody asked the vendor, and says where it stands there.
    VendorChased {
        ticket: Option<String>,
        note: String,
        again_at: Option<Moment>,
    },
    /// The vendor was to be asked again by now.
    ChaseDue,
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
    /// Somebody answered a letter about it by mail, for the team: whoever did not report it, or of one that has ended.
    Answered {
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
        /// It was restricted: its members got it, and nobody else of the audiences.
        #[serde(default)]
        to_members: bool,
        /// Beside `text`, which all of them read.
        #[serde(default)]
        only: OnlyFor,
        /// The machines that the check before sending found in what executives read, and the writer sent anyway.
        #[serde(default)]
        despite: Vec<String>,
        /// The people it found there by name.
        #[serde(default)]
        named: Vec<PersonId>,
        /// Of the letters those that went to lists.
        #[serde(default)]
        lists: u32,
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
        /// Named as hit by somebody who reported it; the team has not said so.
        #[serde(default)]
        named: bool,
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
    /// Judged by these from here on, at the same priority.
    TargetsSet {
        terms: SlaTerms,
    },
    /// A clock came to three quarters of its target, or to its end, at `due`.
    ClockRang {
        clock: SlaClock,
        bell: Bell,
        due: Moment,
    },
    /// Those who are told of what is P1 or major hear of it by then for the first time.
    FirstNoticeOwed {
        by: Moment,
    },
    /// The update that stakeholders wait for came near, or was missed: it was due at `due`.
    PromiseRang {
        bell: Bell,
        due: Moment,
    },
    /// Why a target was missed.
    BreachExplained {
        clock: SlaClock,
        cause: BreachCause,
        words: Option<String>,
    },
    /// What to do was copied from a plan, as it stood then.
    ChecklistBegun {
        playbook: PlaybookId,
        version: u64,
        name: String,
        steps: Vec<Guidance>,
    },
    /// Of the checklist and the step, each by its place from 0.
    StepMarked {
        checklist: u32,
        step: u32,
        what: String,
        mark: StepMark,
        by: PersonId,
    },
    StepGiven {
        checklist: u32,
        step: u32,
        what: String,
        owner: Option<PersonId>,
    },
    /// One of its instants was written down wrong; it was `was`, where there was one.
    TimeCorrected {
        which: Milestone,
        was: Option<Moment>,
        to: Moment,
        reason: String,
    },
    /// The law asks about it: these deadlines run from when we knew of it.
    Declared {
        by: PersonId,
        criteria: String,
        aware_at: Moment,
        deadlines: Vec<LegalDeadline>,
    },
    AwareSet {
        was: Moment,
        to: Moment,
        reason: String,
    },
    /// The deadline at that place is met.
    AuthorityNotified {
        deadline: u32,
        by: PersonId,
        whom: String,
        on: Moment,
        reference: Option<String>,
    },
    NotNotifiable {
        by: PersonId,
        why: String,
    },
    RecoveryEnded {
        by: PersonId,
        on: Moment,
    },
    /// The deadline at that place came to three quarters, or passed.
    LegalRang {
        deadline: u32,
        bell: Bell,
    },
    /// Seen by members only from here on, under a number that says nothing.
    Restricted {
        number: Number,
        members: Vec<PersonId>,
    },
    /// Everybody on the team sees it again, under a number like all others.
    RestrictionLifted {
        number: Number,
        reason: String,
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
    /// The words of the entry `sequence` are deleted: `stump`, which has none, stands in its place from here on, as if it
    /// had been recorded so. `after` is what the timeline then comes to; on disk it is told by the timeline.
    Redacted {
        sequence: u64,
        reason: String,
        stump: Box<Change>,
        #[serde(skip)]
        after: Option<Box<Incident>>,
    },
    /// The changes from `sequence` on were taken back within the undo window. `before` is the state that holds again:
    /// whoever decides or replays has it at hand, and on disk it is told by the timeline.
    Undone {
        sequence: u64,
        #[serde(skip)]
        before: Option<Box<Incident>>,
    },
}
