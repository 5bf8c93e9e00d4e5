//! What the journal can record. Variants and fields are on disk: they are added, never renamed or removed.

use domain::ids::{IncidentId, PersonId};
use domain::person::Role;
use domain::planned::End;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

/// One thing the journal records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    SetUp,
    SignedIn,
    SignInFailed {
        person: Option<PersonId>,
        /// The address, where nobody has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<String>,
    },
    SignedOut,
    PasswordChanged,
    PersonAdded {
        person: PersonId,
        role: Role,
    },
    RoleChanged {
        person: PersonId,
        from: Role,
        to: Role,
    },
    PersonDisabled {
        person: PersonId,
    },
    PersonEnabled {
        person: PersonId,
    },
    PrivateReadGranted {
        person: PersonId,
    },
    PrivateReadWithdrawn {
        person: PersonId,
    },
    SessionRevoked {
        person: PersonId,
    },
    SettingsChanged {
        fields: Vec<String>,
    },
    /// Without what changed it is of a version that wrote the same for a new one and a retired one.
    ServiceChanged {
        name: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        changes: Vec<Difference>,
    },
    /// Of a version that did not say what.
    AudienceChanged {
        name: String,
    },
    RestrictedViewed {
        incident: IncidentId,
    },
    AccessAsked {
        number: String,
    },
    MembersByLastResort {
        incident: IncidentId,
    },
    OldLettersSent {
        letters: u64,
    },
    OldLettersDropped {
        letters: u64,
    },
    BackedUp {
        rows: u64,
    },
    /// No copy was kept, for the data is damaged.
    DamageFound,
    Restored,
    IncidentHead {
        incident: IncidentId,
        revision: u64,
        hash: [u8; 32],
    },
    InvitationSent {
        person: PersonId,
    },
    InvitationAccepted,
    PasswordSetFor {
        person: PersonId,
    },
    ReceiptsRevoked {
        person: PersonId,
    },
    ReportersErased {
        people: u64,
    },
    GlassBroken {
        incident: IncidentId,
        person: PersonId,
    },
    /// Somebody changed these of their own: `name`, `zone`.
    OwnDetailsChanged {
        fields: Vec<String>,
    },
    ServiceAdded {
        name: String,
    },
    ServiceRetired {
        name: String,
    },
    AudienceAdded {
        name: String,
    },
    AudienceRenamed {
        from: String,
        to: String,
    },
    /// Put on the list; at most `PEOPLE_OF_ENTRY`, of more there are more entries.
    AudienceEntered {
        name: String,
        people: Vec<PersonId>,
    },
    AudienceLeft {
        name: String,
        people: Vec<PersonId>,
    },
    /// `service` is empty for the general ones.
    TargetsChanged {
        service: String,
        changes: Vec<Difference>,
    },
    /// A service is judged like all others again.
    TargetsDropped {
        service: String,
    },
    /// They are promises from here on, and no aims any more.
    TargetsConfirmed,
    /// What was open is judged by them too.
    TargetsApplied {
        incidents: u64,
    },
    CalendarAdded {
        name: String,
    },
    CalendarChanged {
        name: String,
        changes: Vec<Difference>,
    },
    PlaybookAdded {
        name: String,
    },
    PlaybookChanged {
        name: String,
        version: u64,
    },
    PlaybookRetired {
        name: String,
    },
    /// Of planned work: on what, and its public words.
    PlannedAdded {
        on: String,
        words: String,
    },
    PlannedChanged {
        on: String,
        changes: Vec<Difference>,
    },
    PlannedEnded {
        on: String,
        end: End,
    },
    /// Letters about it were sent to audiences.
    PlannedTold {
        on: String,
        audiences: Vec<String>,
        people: u64,
    },
    RotationAdded {
        name: String,
    },
    RotationChanged {
        name: String,
        fields: Vec<String>,
    },
    RotationRemoved {
        name: String,
    },
    /// The steps by which an alert goes on.
    EscalationChanged {
        fields: Vec<String>,
    },
    /// When they may be alerted, and where else.
    OwnAlertsChanged {
        fields: Vec<String>,
    },
    PushTargetAdded {
        name: String,
    },
    PushTargetChanged {
        name: String,
        fields: Vec<String>,
    },
    PushTargetRemoved {
        name: String,
    },
    /// Without a person nobody is on duty.
    DutyOverridden {
        name: String,
        person: Option<PersonId>,
        from: Moment,
        to: Moment,
    },
    DutyOverrideRemoved {
        name: String,
        person: Option<PersonId>,
        from: Moment,
        to: Moment,
    },
    AwayEntered {
        person: PersonId,
        from: Moment,
        to: Moment,
    },
    AwayRemoved {
        person: PersonId,
        from: Moment,
        to: Moment,
    },
    /// The private link of a calendar; the one before opens nothing any more.
    DutyFeedMade,
    DutyFeedEnded,
}

/// People that one entry names.
pub const PEOPLE_OF_ENTRY: usize = 20;

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub field: String,
    pub before: Value,
    pub after: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    Nothing,
    Words(String),
    Person(PersonId),
    At(Moment),
}
