//! Who may do what, as the product page says it: role by action by relation. Every action stands in every table;
//! `y` is allowed, `-` is not.

use domain::ids::{IncidentId, PersonId};
use domain::permissions::{Action, Actor, Object, Relation, Who, permits};
use domain::person::Role;

use crate::own_acts::PARTS;

use Action::*;

const PERSON: PersonId = PersonId(1);

type Table = [(Action, &'static str); 28];

/// Columns: visitor, employee, responder, manager, administrator.
#[rustfmt::skip]
const AT_THE_DESK: Table = [
    (Report,           "y y y y y"),
    (ReportOnBehalf,   "- - y y y"),
    (FollowOwnReport,  "- y y y y"),
    (ReadBoard,        "- - y y y"),
    (ReadIncident,     "- - - - -"),   // only ever of one incident
    (ReadNotes,        "- - - - -"),
    (Hear,             "- - - - -"),
    (ChangeIncident,   "- - - - -"),
    (AnswerByMail,     "- - - - -"),
    (NameCommand,      "- - - - -"),
    (DecideMajor,      "- - - - -"),
    (TellStakeholders, "- - - - -"),
    (RedactOthers,     "- - - - -"),
    (CorrectTimes,     "- - - - -"),
    (ReadMessages,     "- - y y y"),
    (Export,           "- - - - -"),
    (SubscribeSelf,    "y y y y y"),
    (SubscribeOthers,  "- - - y y"),
    (ChangeOwnDetails, "- y y y y"),
    (Read,             "- - - - -"),
    (Change,           "- - - - -"),
    (ChangeOwnDuty,    "- - - - -"),
    (RunJobs,          "- - - - -"),
    (SetPassword,      "- - - - -"),
    (BreakGlass,       "- - - - -"),
    (TakeMail,         "- - - - -"),
    (AcknowledgeFor,   "- - - - -"),
    (MoveTime,         "- - - - -"),
];

/// An incident that is not restricted, by somebody it has nothing to do with.
#[rustfmt::skip]
const OPEN: Table = [
    (Report,           "y y y y y"),
    (ReportOnBehalf,   "- - - - -"),
    (FollowOwnReport,  "- - - - -"),
    (ReadBoard,        "- - - - -"),
    (ReadIncident,     "- - y y y"),
    (ReadNotes,        "- - y y y"),
    (Hear,             "- - y y y"),
    (ChangeIncident,   "- - y y y"),
    (AnswerByMail,     "- - y y y"),
    (NameCommand,      "- - y y y"),
    (DecideMajor,      "- - - y y"),
    (TellStakeholders, "- - y y y"),
    (RedactOthers,     "- - - y y"),
    (CorrectTimes,     "- - - y y"),
    (ReadMessages,     "- - y y y"),
    (Export,           "- - y y y"),
    (SubscribeSelf,    "- y y y y"),
    (SubscribeOthers,  "- - - - -"),
    (ChangeOwnDetails, "- - - - -"),
    (Read,             "- - - - -"),
    (Change,           "- - - - -"),
    (ChangeOwnDuty,    "- - - - -"),
    (RunJobs,          "- - - - -"),
    (SetPassword,      "- - - - -"),
    (BreakGlass,       "- - - - -"),
    (TakeMail,         "- - - - -"),
    (AcknowledgeFor,   "- - - - -"),
    (MoveTime,         "- - - - -"),
];

/// A restricted incident: no role reaches it.
#[rustfmt::skip]
const RESTRICTED: Table = [
    (Report,           "- - - - -"),
    (ReportOnBehalf,   "- - - - -"),
    (FollowOwnReport,  "- - - - -"),
    (ReadBoard,        "- - - - -"),
    (ReadIncident,     "- - - - -"),
    (ReadNotes,        "- - - - -"),
    (Hear,             "- - - - -"),
    (ChangeIncident,   "- - - - -"),
    (AnswerByMail,     "- - - - -"),
    (NameCommand,      "- - - - -"),
    (DecideMajor,      "- - - - -"),
    (TellStakeholders, "- - - - -"),
    (RedactOthers,     "- - - - -"),
    (CorrectTimes,     "- - - - -"),
    (ReadMessages,     "- - - - -"),
    (Export,           "- - - - -"),
    (SubscribeSelf,    "- - - - -"),
    (SubscribeOthers,  "- - - - -"),
    (ChangeOwnDetails, "- - - - -"),
    (Read,             "- - - - -"),
    (Change,           "- - - - -"),
    (ChangeOwnDuty,    "- - - - -"),
    (RunJobs,          "- - - - -"),
    (SetPassword,      "- - - - -"),
    (BreakGlass,       "- - - - -"),
    (TakeMail,         "- - - - -"),
    (AcknowledgeFor,   "- - - - -"),
    (MoveTime,         "- - - - -"),
];

/// What a relation changes of the tables above; all else stays as it is there.
struct Case {
    name: &'static str,
    relation: Relation,
    private_read: bool,
    changes: &'static [(Action, &'static str)],
}

const NONE: Relation = Relation {
    restricted: false,
    published: false,
    member: false,
    reporter: false,
    told: false,
    in_command: false,
    leads: false,
    needs_command: false,
    commanded: false,
};
const HIDDEN: Relation = Relation { restricted: true, ..NONE };

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { name: "somebody else's", relation: NONE, private_read: false, changes: &[] },
    Case { name: "somebody else's, with the grant for restricted ones", relation: NONE, private_read: true, changes: &[] },
    Case { name: "published", relation: Relation { published: true, ..NONE }, private_read: false, changes: &[
        (ReadIncident,     "- y y y y"),
    ] },
    Case { name: "they had a letter about it", relation: Relation { told: true, ..NONE }, private_read: false, changes: &[
        (AnswerByMail,     "- y y y y"),
    ] },
    Case { name: "restricted, they had a letter before it was", relation: Relation { told: true, ..HIDDEN }, private_read: false, changes: &[] },
    Case { name: "reported by them", relation: Relation { reporter: true, ..NONE }, private_read: false, changes: &[
        (AnswerByMail,     "- y y y y"),
        (FollowOwnReport,  "- y y y y"),
        (ReadIncident,     "- y y y y"),
    ] },
    Case { name: "P1, P2 or major", relation: Relation { needs_command: true, ..NONE }, private_read: false, changes: &[
        (TellStakeholders, "- - - y y"),
    ] },
    Case { name: "P1, P2 or major, somebody else commands", relation: Relation { needs_command: true, commanded: true, ..NONE }, private_read: false, changes: &[
        (TellStakeholders, "- - - y y"),
        (NameCommand,      "- - - y y"),
    ] },
    Case { name: "small, somebody else commands", relation: Relation { commanded: true, ..NONE }, private_read: false, changes: &[] },
    Case { name: "P1, P2 or major, they lead communications", relation: Relation { needs_command: true, commanded: true, in_command: true, ..NONE }, private_read: false, changes: &[] },
    Case { name: "P1, P2 or major, they are acting manager", relation: Relation { needs_command: true, commanded: true, in_command: true, leads: true, ..NONE }, private_read: false, changes: &[
        (DecideMajor,      "- - y y y"),
    ] },
    Case { name: "restricted", relation: HIDDEN, private_read: false, changes: &[] },
    Case { name: "restricted, they hold a role on it", relation: Relation { in_command: true, leads: true, ..HIDDEN }, private_read: false, changes: &[] },
    Case { name: "restricted, with the grant to read", relation: HIDDEN, private_read: true, changes: &[
        (ReadIncident,     "- - y y y"),
        (ReadNotes,        "- - y y y"),
        (ReadMessages,     "- - y y y"),
        (Export,           "- - y y y"),
    ] },
    Case { name: "restricted, reported by them", relation: Relation { reporter: true, ..HIDDEN }, private_read: false, changes: &[
        (AnswerByMail,     "- y y y y"),
        (FollowOwnReport,  "- y y y y"),
    ] },
    Case { name: "restricted, they are a member", relation: Relation { member: true, ..HIDDEN }, private_read: false, changes: &[
        (AnswerByMail,     "- - y y y"),
        (ReadIncident,     "- - y y y"),
        (ReadNotes,        "- - y y y"),
        (ReadMessages,     "- - y y y"),
        (Export,           "- - y y y"),
        (Hear,             "- - y y y"),
        (ChangeIncident,   "- - y y y"),
        (NameCommand,      "- - y y y"),
        (DecideMajor,      "- - - y y"),
        (TellStakeholders, "- - y y y"),
        (RedactOthers,     "- - - y y"),
        (CorrectTimes,     "- - - y y"),
    ] },
    Case { name: "restricted, a member, P1", relation: Relation { member: true, needs_command: true, ..HIDDEN }, private_read: false, changes: &[
        (AnswerByMail,     "- - y y y"),
        (ReadIncident,     "- - y y y"),
        (ReadNotes,        "- - y y y"),
        (ReadMessages,     "- - y y y"),
        (Export,           "- - y y y"),
        (Hear,             "- - y y y"),
        (ChangeIncident,   "- - y y y"),
        (NameCommand,      "- - y y y"),
        (DecideMajor,      "- - - y y"),
        (TellStakeholders, "- - - y y"),
        (RedactOthers,     "- - - y y"),
        (CorrectTimes,     "- - - y y"),
    ] },
];

pub fn people(private_read: bool) -> Vec<Actor> {
    let with_role = |role| Actor { private_read, ..Actor::person(PERSON, role) };
    std::iter::once(Actor::VISITOR).chain(Role::ALL.map(with_role)).collect()
}

fn check(name: &str, private_read: bool, object: Object, table: &Table, changes: &[(Action, &str)]) {
    for action in Action::ALL {
        let row = |(of, _): &&(Action, _)| *of == action;
        let (_, expected) = changes.iter().find(row).or_else(|| table.iter().find(row)).unwrap();
        let mark = |actor: Actor| if permits(&actor, action, object) { "y" } else { "-" };
        let found = people(private_read).into_iter().map(mark).collect::<Vec<_>>().join(" ");
        assert_eq!(found, *expected, "{action:?}: {name}");
    }
}

#[test]
fn the_desk_is_as_the_table_says() {
    check("at the desk", false, Object::Desk, &AT_THE_DESK, &[]);
    check("at the desk, with the grant for restricted ones", true, Object::Desk, &AT_THE_DESK, &[]);
}

#[test]
fn every_relation_to_an_incident_is_as_the_tables_say() {
    for case in CASES {
        let table = if case.relation.restricted { &RESTRICTED } else { &OPEN };
        check(case.name, case.private_read, Object::Incident(case.relation), table, case.changes);
    }
}

/// All 512 relations.
pub fn every_relation() -> impl Iterator<Item = Relation> {
    (0..512_u16).map(|bits| {
        let is = |bit: u16| bits & (1 << bit) != 0;
        Relation {
            restricted: is(0),
            published: is(1),
            member: is(2),
            reporter: is(3),
            in_command: is(4),
            leads: is(5),
            needs_command: is(6),
            commanded: is(7),
            told: is(8),
        }
    })
}

#[test]
fn a_higher_role_may_all_that_a_lower_one_may() {
    for relation in every_relation() {
        for action in Action::ALL {
            let may: Vec<_> =
                people(false).iter().skip(1).map(|a| permits(a, action, Object::Incident(relation))).collect();
            assert!(may.is_sorted(), "{action:?} {relation:?}");
        }
    }
}

#[test]
fn no_role_opens_a_restricted_incident_to_whoever_is_not_a_member() {
    for relation in every_relation().filter(|r| r.restricted && !r.member) {
        for action in Action::ALL.into_iter().filter(|action| ![FollowOwnReport, AnswerByMail].contains(action)) {
            for actor in people(false) {
                assert!(!permits(&actor, action, Object::Incident(relation)), "{action:?} {relation:?}");
            }
        }
        let own = |action| people(false).iter().any(|actor| permits(actor, action, Object::Incident(relation)));
        assert!(relation.reporter || !(own(FollowOwnReport) || own(AnswerByMail)));
    }
}

#[test]
fn a_receipt_opens_its_report_and_reports_anew_whoever_holds_it() {
    for role in [None, Some(Role::Administrator)] {
        let who = Who::Receipt { incident: IncidentId(9), person: PERSON };
        let holder = Actor { who, role, private_read: true };
        for action in Action::ALL {
            assert_eq!(permits(&holder, action, Object::Desk), action == Report, "{action:?}");
            assert!(!PARTS.iter().any(|(part, _)| permits(&holder, action, *part)), "{action:?}");
            for relation in every_relation() {
                let expected = match action {
                    Report => !relation.restricted,
                    FollowOwnReport => relation.reporter,
                    _ => false,
                };
                assert_eq!(permits(&holder, action, Object::Incident(relation)), expected, "{action:?} {relation:?}");
            }
        }
    }
}
