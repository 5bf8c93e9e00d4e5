//! Who may do what: one rule, denied by default. It serves the gate of the use case, the screen and the table test.
//!
//! Roles are cumulative, with one exception: a restricted incident is open to its members only, whatever the role.
//! What the machine does by itself, and whoever holds it, are permitted their own acts and no others.

mod actor;
mod object;

use serde::{Deserialize, Serialize};

use crate::person::Role;

pub use actor::{Actor, Task, Who};
pub use object::{Object, Relation, Section};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    Report,
    ReportOnBehalf,
    FollowOwnReport,
    ReadBoard,
    ReadIncident,
    ReadNotes,
    /// Be told at once that it changed.
    Hear,
    ChangeIncident,
    /// Have the words of a mail that answers a letter about it put into it, for the team.
    AnswerByMail,
    /// Say who is incident manager and who leads communications.
    NameCommand,
    DecideMajor,
    TellStakeholders,
    /// Take out words that somebody else wrote.
    RedactOthers,
    /// Say that something happened at another instant than was recorded.
    CorrectTimes,
    /// Read who was told what.
    ReadMessages,
    /// Take all of it along in a file.
    Export,
    SubscribeSelf,
    SubscribeOthers,
    /// One's own name and time zone.
    ChangeOwnDetails,
    /// Read services, audiences, a section of the settings.
    Read,
    /// Change them.
    Change,
    /// Be away, take a turn of somebody else, give one's own to them.
    ChangeOwnDuty,
    /// Run a regular job of the desk now.
    RunJobs,
    /// Give somebody a password they did not choose.
    SetPassword,
    /// Make somebody a member of a restricted incident whose members cannot be reached.
    BreakGlass,
    /// Hand over a message that came by mail.
    TakeMail,
    /// Say for somebody that they have seen an incident.
    AcknowledgeFor,
    /// Move the time of a demonstration on.
    MoveTime,
}

impl Action {
    pub const ALL: [Self; 28] = [
        Self::Report,
        Self::ReportOnBehalf,
        Self::FollowOwnReport,
        Self::ReadBoard,
        Self::ReadIncident,
        Self::ReadNotes,
        Self::Hear,
        Self::ChangeIncident,
        Self::AnswerByMail,
        Self::NameCommand,
        Self::DecideMajor,
        Self::TellStakeholders,
        Self::RedactOthers,
        Self::CorrectTimes,
        Self::ReadMessages,
        Self::Export,
        Self::SubscribeSelf,
        Self::SubscribeOthers,
        Self::ChangeOwnDetails,
        Self::Read,
        Self::Change,
        Self::ChangeOwnDuty,
        Self::RunJobs,
        Self::SetPassword,
        Self::BreakGlass,
        Self::TakeMail,
        Self::AcknowledgeFor,
        Self::MoveTime,
    ];
}

/// The one rule. Everything it does not name is denied.
pub fn permits(actor: &Actor, action: Action, object: Object) -> bool {
    match actor.who {
        Who::Visitor | Who::Person(_) => match object {
            Object::Desk => permits_at_desk(actor.role, action),
            Object::Incident(relation) => permits_on_incident(actor, action, relation),
            Object::Services | Object::Audiences | Object::Planned | Object::Duty | Object::Settings(_) => {
                least_roles(object).iter().any(|(open, least)| *open == action && actor.role >= Some(*least))
            }
        },
        Who::Receipt { .. } => permits_receipt(action, object),
        Who::Operator => permits_operator(action, object),
        Who::Task(task) => permits_task(task, action, object),
    }
}

fn permits_at_desk(role: Option<Role>, action: Action) -> bool {
    let least = match action {
        Action::Report | Action::SubscribeSelf => return true,
        Action::FollowOwnReport | Action::ChangeOwnDetails => Role::Employee,
        Action::ReportOnBehalf | Action::ReadBoard | Action::ReadMessages => Role::Responder,
        Action::SubscribeOthers => Role::Manager,
        Action::ReadIncident
        | Action::ReadNotes
        | Action::Export
        | Action::Hear
        | Action::ChangeIncident
        | Action::AnswerByMail
        | Action::NameCommand
        | Action::DecideMajor
        | Action::TellStakeholders
        | Action::RedactOthers
        | Action::CorrectTimes
        | Action::Read
        | Action::Change
        | Action::ChangeOwnDuty
        | Action::RunJobs
        | Action::SetPassword
        | Action::BreakGlass
        | Action::TakeMail
        | Action::AcknowledgeFor
        | Action::MoveTime => return false,
    };
    role >= Some(least)
}

/// What may be done there, each from which role on.
fn least_roles(object: Object) -> &'static [(Action, Role)] {
    match object {
        Object::Services => &[(Action::Read, Role::Responder), (Action::Change, Role::Administrator)],
        Object::Audiences => &[(Action::Read, Role::Manager), (Action::Change, Role::Administrator)],
        Object::Planned => &[
            (Action::Read, Role::Responder),
            (Action::Change, Role::Responder),
            (Action::TellStakeholders, Role::Responder),
        ],
        Object::Duty => &[
            (Action::Read, Role::Responder),
            (Action::ChangeOwnDuty, Role::Responder),
            (Action::Change, Role::Manager),
        ],
        Object::Settings(section) => match section {
            Section::Basics | Section::Mail | Section::People => {
                &[(Action::Read, Role::Manager), (Action::Change, Role::Administrator)]
            }
            Section::Jobs => &[(Action::Read, Role::Manager), (Action::RunJobs, Role::Administrator)],
            Section::Backup => &[(Action::Read, Role::Manager), (Action::Change, Role::Administrator)],
            Section::Journal => &[(Action::Read, Role::Manager)],
            // Why something is due is everybody's question who works on it.
            Section::Targets => &[(Action::Read, Role::Responder), (Action::Change, Role::Administrator)],
            Section::Playbooks => &[(Action::Read, Role::Responder), (Action::Change, Role::Manager)],
        },
        // More than the role counts there.
        Object::Desk | Object::Incident(_) => &[],
    }
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
        Action::ReadNotes | Action::ReadMessages | Action::Export => reads,
        // Whoever may only look it up has it in no list, and hears nothing of it.
        Action::Hear | Action::ChangeIncident => sees,
        // Nobody learns anything by it. A restricted one hears its members and whoever reported it.
        Action::AnswerByMail => {
            let told = relation.told && !relation.restricted;
            matches!(actor.who, Who::Person(_)) && (sees || relation.reporter || told)
        }
        // While somebody commands a pressing incident, nobody takes command from them; while nobody does, anybody may.
        Action::NameCommand => {
            sees && (!relation.needs_command || !relation.commanded || manager || relation.in_command)
        }
        Action::RedactOthers | Action::CorrectTimes => sees && manager,
        Action::DecideMajor => sees && (manager || relation.leads),
        Action::TellStakeholders => sees && (!relation.needs_command || manager || relation.in_command),
        Action::SubscribeSelf => actor.role.is_some() && !relation.restricted,
        Action::ReportOnBehalf
        | Action::ReadBoard
        | Action::SubscribeOthers
        | Action::ChangeOwnDetails
        | Action::Read
        | Action::Change
        | Action::ChangeOwnDuty
        | Action::RunJobs
        | Action::SetPassword
        | Action::BreakGlass
        | Action::TakeMail
        | Action::AcknowledgeFor
        | Action::MoveTime => false,
    }
}

/// A receipt opens one report and nothing else, whoever holds it.
fn permits_receipt(action: Action, object: Object) -> bool {
    match object {
        Object::Desk => action == Action::Report,
        Object::Incident(relation) if action == Action::FollowOwnReport => relation.reporter,
        Object::Incident(relation) => action == Action::Report && !relation.restricted,
        Object::Services | Object::Audiences | Object::Planned | Object::Duty | Object::Settings(_) => false,
    }
}

/// What the command line does in the desk; copying and checking its file asks nobody.
fn permits_operator(action: Action, object: Object) -> bool {
    match object {
        Object::Desk => {
            matches!(action, Action::BreakGlass | Action::AcknowledgeFor | Action::TakeMail | Action::MoveTime)
        }
        Object::Settings(Section::People) => matches!(action, Action::Read | Action::Change | Action::SetPassword),
        Object::Incident(_) => action == Action::Export,
        Object::Services | Object::Audiences | Object::Planned | Object::Duty | Object::Settings(_) => false,
    }
}

fn permits_task(task: Task, action: Action, object: Object) -> bool {
    match task {
        Task::Timers => match object {
            Object::Incident(_) => action == Action::ChangeIncident,
            // What somebody ticked: the letter of the day before.
            Object::Planned => action == Action::TellStakeholders,
            Object::Desk | Object::Duty | Object::Services | Object::Audiences | Object::Settings(_) => false,
        },
        Task::Mailbox => action == Action::TakeMail && object == Object::Desk,
        Task::Backup => action == Action::RunJobs && object == Object::Settings(Section::Jobs),
        // What the first form fills in.
        Task::SetUp => {
            let filled = matches!(
                object,
                Object::Audiences
                    | Object::Settings(Section::Basics | Section::Mail | Section::People | Section::Targets)
            );
            action == Action::Change && filled
        }
    }
}
