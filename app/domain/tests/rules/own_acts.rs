//! Who may do what where it is no incident: the parts of the desk, role by action, and what the machine itself and
//! whoever holds it may do, which is their own acts and nothing else.

use domain::permissions::{Action, Actor, Object, Section, Task, Who, permits};

use crate::permits::{every_relation, people};

use Action::*;

/// What is no incident and not the desk as a whole: what may be done there, and by whom. All else is denied to everybody.
#[rustfmt::skip]
pub const PARTS: &[(Object, &[(Action, &str)])] = &[
    (Object::Services, &[(Read, "- - y y y"), (Change, "- - - - y")]),
    (Object::Audiences, &[(Read, "- - - y y"), (Change, "- - - - y")]),
    (Object::Planned, &[(Read, "- - y y y"), (Change, "- - y y y"), (TellStakeholders, "- - y y y")]),
    (Object::Duty, &[(Read, "- - y y y"), (ChangeOwnDuty, "- - y y y"), (Change, "- - - y y")]),
    (Object::Settings(Section::Basics), &[(Read, "- - - y y"), (Change, "- - - - y")]),
    (Object::Settings(Section::Mail), &[(Read, "- - - y y"), (Change, "- - - - y")]),
    (Object::Settings(Section::People), &[(Read, "- - - y y"), (Change, "- - - - y")]),
    (Object::Settings(Section::Backup), &[(Read, "- - - y y"), (Change, "- - - - y")]),
    (Object::Settings(Section::Jobs), &[(Read, "- - - y y"), (RunJobs, "- - - - y")]),
    (Object::Settings(Section::Journal), &[(Read, "- - - y y")]),   // it is only added to
    (Object::Settings(Section::Targets), &[(Read, "- - y y y"), (Change, "- - - - y")]),
    (Object::Settings(Section::Playbooks), &[(Read, "- - y y y"), (Change, "- - - y y")]),
];

#[test]
fn the_parts_of_the_desk_are_as_the_table_says() {
    for (object, open) in PARTS {
        for action in Action::ALL {
            let expected = open.iter().find(|(of, _)| *of == action).map_or("- - - - -", |(_, who)| who);
            for private_read in [false, true] {
                let mark = |actor: Actor| if permits(&actor, action, *object) { "y" } else { "-" };
                let found = people(private_read).into_iter().map(mark).collect::<Vec<_>>().join(" ");
                assert_eq!(found, *expected, "{action:?} {object:?}");
            }
        }
    }
}

#[test]
fn the_tables_name_every_action_and_every_part() {
    let unknown = serde_json::from_str::<Action>("\"?\"").unwrap_err().to_string();
    let (_, named) = unknown.split_once("expected one of ").unwrap();
    assert_eq!(named.split(", ").count(), Action::ALL.len(), "{named}");
    let part = |object: &Object| match object {
        Object::Desk | Object::Incident(_) => None,
        Object::Services => Some(0),
        Object::Audiences => Some(1),
        Object::Planned => Some(2),
        Object::Duty => Some(3),
        Object::Settings(section) => Some(match section {
            Section::Basics => 4,
            Section::Mail => 5,
            Section::People => 6,
            Section::Backup => 7,
            Section::Jobs => 8,
            Section::Journal => 9,
            Section::Targets => 10,
            Section::Playbooks => 11,
        }),
    };
    assert!(PARTS.iter().map(|(object, _)| part(object)).eq((0..12).map(Some)), "each once");
}

/// Everything there is, with every relation to an incident.
fn every_object() -> Vec<Object> {
    let parts = PARTS.iter().map(|(object, _)| *object);
    parts.chain([Object::Desk]).chain(every_relation().map(Object::Incident)).collect()
}

#[test]
fn a_task_and_the_command_line_do_their_own_acts_and_nothing_else() {
    let operator = Actor { who: Who::Operator, ..Actor::VISITOR };
    let section = Object::Settings;
    let own = |actor: &Actor, action: Action, object: Object| match actor.who {
        Who::Operator => match object {
            Object::Desk => [BreakGlass, AcknowledgeFor, TakeMail, MoveTime].contains(&action),
            Object::Incident(_) => action == Export,
            object => object == section(Section::People) && [Read, Change, SetPassword].contains(&action),
        },
        Who::Task(Task::Timers) => {
            (action == ChangeIncident && matches!(object, Object::Incident(_)))
                || (action == TellStakeholders && object == Object::Planned)
        }
        Who::Task(Task::Backup) => action == RunJobs && object == section(Section::Jobs),
        Who::Task(Task::Mailbox) => action == TakeMail && object == Object::Desk,
        Who::Task(Task::SetUp) => {
            let sections = [Section::Basics, Section::Mail, Section::People, Section::Targets].map(section);
            action == Change && (sections.contains(&object) || object == Object::Audiences)
        }
        Who::Visitor | Who::Person(_) | Who::Receipt { .. } => unreachable!(),
    };
    for actor in
        [operator].into_iter().chain([Task::Timers, Task::Backup, Task::SetUp, Task::Mailbox].map(Actor::system))
    {
        for action in Action::ALL {
            for object in every_object() {
                let expected = own(&actor, action, object);
                assert_eq!(permits(&actor, action, object), expected, "{actor:?} {action:?} {object:?}");
            }
        }
    }
}

#[test]
fn nobody_with_an_account_does_what_only_the_command_line_does() {
    for object in every_object() {
        for action in [SetPassword, BreakGlass, AcknowledgeFor, TakeMail, MoveTime] {
            assert!(!people(true).iter().any(|actor| permits(actor, action, object)), "{action:?} {object:?}");
        }
    }
}
