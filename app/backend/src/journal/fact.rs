//! What the journal can record. Variants and fields are on disk: they are added, never renamed or removed.

use domain::ids::{IncidentId, PersonId};
use domain::person::Role;
use serde::{Deserialize, Serialize};

/// One thing the journal records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    SetUp,
    SignedIn,
    SignInFailed {
        person: Option<PersonId>,
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
    ServiceChanged {
        name: String,
    },
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
}
