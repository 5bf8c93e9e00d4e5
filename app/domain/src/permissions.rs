//! Who may do what: one rule, denied by default. It serves the gate of the use case, the screen and the table test.
//!
//! Roles are cumulative, with one exception: a restricted incident is open to its members only, whatever the role.

use serde::{Deserialize, Serialize};

use crate::ids::{IncidentId, PersonId};
use crate::incident::Incident;
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    Report,
    ReportOnBehalf,
    FollowOwnReport,
    ReadBoard,
    ReadIncident,
    ReadNotes,
    ChangeIncident,
    /// Say who is incident manager and who leads communications.
    NameCommand,
    DecideMajor,
    TellStakeholders,
    /// Read who was told what.
    ReadMessages,
    SubscribeSelf,
    SubscribeOthers,
    /// One's own name and time zone.
    ChangeOwnDetails,
    ReadSettings,
    ChangeSettings,
    /// Run a regular job of the desk now.
    RunJobs,
    ReadServices,
    ReadJournal,
}

impl Action {
    pub const ALL: [Self; 19] = [
        Self::Report,
        Self::ReportOnBehalf,
        Self::FollowOwnReport,
        Self::ReadBoard,
        Self::ReadIncident,
        Self::ReadNotes,
        Self::ChangeIncident,
        Self::NameCommand,
        Self::DecideMajor,
        Self::TellStakeholders,
        Self::ReadMessages,
        Self::SubscribeSelf,
        Self::SubscribeOthers,
        Self::ChangeOwnDetails,
        Self::ReadSettings,
        Self::ChangeSettings,
        Self::RunJobs,
        Self::ReadServices,
        Self::ReadJournal,
    ];
}

/// What the actor wants to act on, reduced to what the rule asks about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// The desk as a whole: lists, settings, reports that do not exist yet.
    Desk,
    Incident(Relation),
}

/// How an actor stands to one incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    pub restricted: bool,
    pub published: bool,
    pub member: bool,
    /// Reported or joined it, by session or by receipt.
    pub reporter: bool,
    /// Its incident manager (acting or named) or communications lead.
    pub in_command: bool,
    /// Its incident manager, acting or named.
    pub leads: bool,
    /// P1, P2 or major: only those in command speak to stakeholders.
    pub needs_command: bool,
    /// It has an incident manager, acting or named.
    pub commanded: bool,
}

impl Relation {
    pub fn of(actor: &Actor, incident: &Incident) -> Self {
        let person = actor.person_id();
        let is = |other: Option<PersonId>| person.is_some() && person == other;
        let receipt_fits = match actor.who {
            Who::Receipt { incident: of, .. } => of == incident.id,
            Who::Visitor | Who::Person(_) | Who::Operator | Who::Task(_) => true,
        };
        Self {
            restricted: incident.restricted,
            published: incident.is_published(),
            member: matches!(actor.who, Who::Person(p) if incident.is_member(p)),
            reporter: receipt_fits && person.is_some_and(|p| incident.reporter(p).is_some()),
            in_command: is(incident.incident_manager) || is(incident.communications_lead),
            leads: is(incident.incident_manager),
            needs_command: incident.needs_command(),
            commanded: incident.incident_manager.is_some(),
        }
    }
}

/// The one rule. Everything it does not name is denied.
pub fn permits(actor: &Actor, action: Action, object: Object) -> bool {
    match actor.who {
        Who::Task(_) | Who::Operator => return true,
        Who::Visitor | Who::Person(_) | Who::Receipt { .. } => {}
    }
    // A receipt opens one report and nothing else, whoever holds it.
    if let Who::Receipt { .. } = actor.who {
        return match (action, object) {
            (Action::FollowOwnReport, Object::Incident(relation)) => relation.reporter,
            (Action::Report, Object::Desk) => true,
            (Action::Report, Object::Incident(relation)) => !relation.restricted,
            _ => false,
        };
    }
    match object {
        Object::Desk => permits_at_desk(actor.role, action),
        Object::Incident(relation) => permits_on_incident(actor, action, relation),
    }
}

fn permits_at_desk(role: Option<Role>, action: Action) -> bool {
    let least = match action {
        Action::Report | Action::SubscribeSelf => return true,
        Action::FollowOwnReport | Action::ChangeOwnDetails => Role::Employee,
        Action::ReportOnBehalf | Action::ReadBoard | Action::ReadMessages | Action::ReadServices => Role::Responder,
        Action::SubscribeOthers | Action::ReadSettings | Action::ReadJournal => Role::Manager,
        Action::ChangeSettings | Action::RunJobs => Role::Administrator,
        Action::ReadIncident
        | Action::ReadNotes
        | Action::ChangeIncident
        | Action::NameCommand
        | Action::DecideMajor
        | Action::TellStakeholders => return false,
    };
    role >= Some(least)
}

fn permits_on_incident(actor: &Actor, action: Action, relation: Relation) -> bool {
    let staff = actor.is_staff();
    let manager = actor.role >= Some(Role::Manager);
    let sees = if relation.restricted { staff && relation.member } else { staff };
    let reads = sees || (relation.restricted && staff && actor.private_read);
    match action {
        Action::Report => !relation.restricted,
        Action::FollowOwnReport => actor.role.is_some() && relation.reporter,
        Action::ReadIncident => {
            reads || (actor.role.is_some() && !relation.restricted && (relation.reporter || relation.published))
        }
        Action::ReadNotes | Action::ReadMessages => reads,
        Action::ChangeIncident => sees,
        // While somebody commands a pressing incident, nobody takes command from them; while nobody does, anybody may.
        Action::NameCommand => {
            sees && (!relation.needs_command || !relation.commanded || manager || relation.in_command)
        }
        Action::DecideMajor => sees && (manager || relation.leads),
        Action::TellStakeholders => sees && (!relation.needs_command || manager || relation.in_command),
        Action::SubscribeSelf => actor.role.is_some() && !relation.restricted,
        Action::ReportOnBehalf
        | Action::ReadBoard
        | Action::SubscribeOthers
        | Action::ChangeOwnDetails
        | Action::ReadSettings
        | Action::ChangeSettings
        | Action::RunJobs
        | Action::ReadServices
        | Action::ReadJournal => false,
    }
}
