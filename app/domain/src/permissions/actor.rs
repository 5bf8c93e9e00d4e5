//! Who acts. Stands in every timeline and journal entry, as ids and never as names.

use serde::{Deserialize, Serialize};

use crate::ids::{IncidentId, PersonId};
use crate::person::Role;

/// Who acts, with the rights they hold now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub who: Who,
    /// The role of their account; `None` for everybody without one.
    pub role: Option<Role>,
    /// The grant to read restricted incidents without being a member.
    pub private_read: bool,
}

impl Actor {
    pub const VISITOR: Self = Self { who: Who::Visitor, role: None, private_read: false };

    pub fn person(person: PersonId, role: Role) -> Self {
        Self { who: Who::Person(person), role: Some(role), private_read: false }
    }

    pub fn system(task: Task) -> Self {
        Self { who: Who::Task(task), role: None, private_read: false }
    }

    /// The person behind a session or a receipt.
    pub fn person_id(&self) -> Option<PersonId> {
        self.who.person()
    }

    pub fn is_staff(&self) -> bool {
        self.role.is_some_and(Role::is_staff)
    }
}

/// Stands in every timeline and journal entry; holds ids, never names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    Visitor,
    Person(PersonId),
    /// Holds the private link of one report.
    Receipt {
        incident: IncidentId,
        person: PersonId,
    },
    /// Whoever holds the machine: the command line.
    Operator,
    Task(Task),
}

impl Who {
    /// The person behind a session or a receipt.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) | Self::Receipt { person, .. } => Some(person),
            Self::Visitor | Self::Operator | Self::Task(_) => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    Timers,
    Backup,
    SetUp,
    /// Reads the mailbox.
    Mailbox,
}
