//! Why Sitrep does not do what it was asked: codes with parameters. Sentences are in `english`.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::incident::Status;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Something is wrong with what was typed; all problems at once.
    Fields(Vec<FieldError>),
    /// The actor's role or relation does not reach.
    NotAllowed,
    /// The status does not allow this step.
    WrongStatus {
        status: Status,
    },
    /// Somebody else changed it since the screen was drawn.
    Changed {
        revision: u64,
    },
    /// The same, and who was first: what they did, with which words, and how long ago, in milliseconds.
    WasFirst {
        by: String,
        act: String,
        words: Option<String>,
        age: i64,
        /// What is refused because of it.
        why: Box<Refusal>,
    },
    AlreadyOnHold,
    NotOnHold,
    AlreadyDone,
    /// Legal deadlines begin when somebody declares the incident.
    NotDeclared,
    /// More than ten seconds ago.
    UndoTooLate,
    OwnWordsTooLate,
    /// Something happened after it.
    UndoOverlaid,
    /// More than an hour ago.
    TakeApartTooLate,
    /// Something happened to it since it was merged.
    ChangedSince,
    /// More than five working days ago.
    ReopenTooLate,
    /// What was merged into it is restricted as well.
    DuplicatesAreRestricted,
    /// Whoever commands it has missed nothing.
    CommandHeld,
    /// A request has no priority, hits no service and is never major.
    NotForRequests,
    MajorIsNoRequest,
    /// A major incident needs an incident manager and a communications lead first.
    MajorNeedsRoles,
    /// P1 and P2 keep an incident manager until another one is named.
    NeedsCommand,
    /// A restricted incident keeps at least one active member.
    LastMember,
    /// The last administrator cannot be disabled or lowered.
    LastAdministrator,
    /// The person still owns open incidents; a new owner must be named.
    OwnsIncidents {
        count: u32,
    },
    /// Its reporters have written more than anybody reads.
    TimelineFull,
    /// More reports from one network in a day than anybody reads.
    EnoughReports {
        /// The emergency phone, where one is set.
        call: Option<String>,
    },
    NoRecipients,
    /// What executives would read names these machines or people; it goes out with another press.
    Revealing {
        found: Vec<String>,
    },
    /// The link was used, has expired, or never existed.
    LinkSpent,
    TooManyAttempts {
        retry_seconds: u32,
    },
    /// The password must be entered again for this.
    ConfirmPassword,
    SetUpDone,
    /// The disk has no room for a copy of the database.
    NoRoom {
        needed: u64,
        free: u64,
    },
    /// Pages or rows of the database are not as they were written: no copy of it is kept.
    DataDamaged,
    /// Time is moved on in a demonstration, and in no real desk.
    NoDemonstration,
    /// Time moves on, by so much and no more.
    TooFar,
    /// The setting is given by the environment.
    SetByEnvironment,
}

impl Refusal {
    /// What was on the screen was not what is; whoever pressed looks at it anew.
    pub fn is_of_an_old_screen(&self) -> bool {
        matches!(
            self,
            Self::WrongStatus { .. }
                | Self::Changed { .. }
                | Self::WasFirst { .. }
                | Self::AlreadyOnHold
                | Self::NotOnHold
                | Self::AlreadyDone
        )
    }

    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Fields(vec![FieldError::new(field, problem)])
    }
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}
