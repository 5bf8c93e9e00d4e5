//! The global chain: sign-ins, rights, settings, restricted views, exports, backups. What is about one incident
//! stands in its timeline instead. Entries hold ids, never names or addresses.

use domain::ids::{IncidentId, PersonId};
use domain::permissions::Who;
use domain::person::Role;
use serde::{Deserialize, Serialize};

/// One thing the journal records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    SetUp,
    SignedIn,
    SignInFailed { person: Option<PersonId> },
    SignedOut,
    PasswordChanged,
    PersonAdded { person: PersonId, role: Role },
    RoleChanged { person: PersonId, from: Role, to: Role },
    PersonDisabled { person: PersonId },
    PersonEnabled { person: PersonId },
    PrivateReadGranted { person: PersonId },
    PrivateReadWithdrawn { person: PersonId },
    SessionRevoked { person: PersonId },
    SettingsChanged { fields: Vec<String> },
    ServiceChanged { name: String },
    AudienceChanged { name: String },
    RestrictedViewed { incident: IncidentId },
    AccessAsked { number: String },
    MembersByLastResort { incident: IncidentId },
    BackedUp { rows: u64 },
    Restored,
    IncidentHead { incident: IncidentId, revision: u64, hash: [u8; 32] },
}

/// The stored form of an entry's header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub v: u8,
    pub at: i64,
    pub who: Who,
}
