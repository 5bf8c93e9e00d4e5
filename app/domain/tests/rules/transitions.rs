//! The transition table: from where, by which press, to where, and by whom. What is not in it is refused.

use domain::Refusal;
use domain::incident::{Command, HoldReason, Press, Status, Verdict};
use domain::permissions::Actor;
use domain::person::Role;

use crate::story::*;
use Status::*;
use Way::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Take,
    TakeAndResolve,
    Write,
    Mitigate,
    Resume,
    Resolve,
    Reopen,
    Close,
    Cancel,
    Hold,
    Join,
}

/// Who may press, whatever the status: visitor, holder of another receipt, the reporter by receipt, employee,
/// responder, manager, administrator.
#[rustfmt::skip]
const BY_WHOM: [(Way, &str); 11] = [
    (Take,           "- - - - y y y"),
    (TakeAndResolve, "- - - - y y y"),
    (Write,          "- - - - y y y"),
    (Mitigate,       "- - - - y y y"),
    (Resume,         "- - - - y y y"),
    (Resolve,        "- - - - y y y"),
    (Reopen,         "- - - - y y y"),   // the first reporter re-opens by saying "still broken"
    (Close,          "- - - - y y y"),
    (Cancel,         "- - - - y y y"),
    (Hold,           "- - - - y y y"),
    (Join,           "y y y y y y y"),
];

const PRESSES: [Way; 11] = [Take, TakeAndResolve, Write, Mitigate, Resume, Resolve, Reopen, Close, Cancel, Hold, Join];

#[rustfmt::skip]
const TABLE: [(Status, Way, Status); 23] = [
    (Reported,      Take,           Investigating),
    (Reported,      TakeAndResolve, Resolved),
    (Reported,      Write,          Investigating),   // a first message to the reporter is a take
    (Reported,      Cancel,         Cancelled),
    (Reported,      Hold,           Reported),
    (Reported,      Join,           Reported),
    (Investigating, Write,          Investigating),
    (Investigating, Mitigate,       Mitigated),
    (Investigating, Resolve,        Resolved),
    (Investigating, Cancel,         Cancelled),
    (Investigating, Hold,           Investigating),
    (Investigating, Join,           Investigating),
    (Mitigated,     Write,          Mitigated),
    (Mitigated,     Resume,         Investigating),
    (Mitigated,     Resolve,        Resolved),
    (Mitigated,     Cancel,         Cancelled),
    (Mitigated,     Hold,           Mitigated),
    (Mitigated,     Join,           Mitigated),
    (Resolved,      Write,          Resolved),
    (Resolved,      Reopen,         Investigating),
    (Resolved,      Close,          Closed),          // the first reporter said "works again"
    (Resolved,      Join,           Resolved),
    (Cancelled,     Reopen,         Reported),        // as it was before, for five working days
];

fn command(way: Way) -> Command {
    match way {
        Take => take().into(),
        TakeAndResolve => Press::TakeAndResolve { resolution: resolution() }.into(),
        Write => Press::Message { text: "We look into it.".into() }.into(),
        Mitigate => mitigate(true).into(),
        Resume => Press::Resume { reason: "It came back.".into() }.into(),
        Resolve => resolve().into(),
        Reopen => Press::Reopen { reason: "It came back.".into() }.into(),
        Close => Press::Close.into(),
        Cancel => cancel().into(),
        Hold => hold(HoldReason::Vendor).into(),
        Join => Command::Join { person: ANA },
    }
}

/// A story at the status, in which the first reporter has said "works again" where they are asked.
fn at(status: Status) -> Story {
    let mut story = Story::at(status);
    if status == Resolved {
        let eva = story.eva();
        story.must(&eva, judge(Verdict::WorksAgain));
    }
    story
}

#[test]
fn every_press_leads_where_the_table_says_and_nowhere_else() {
    for status in Status::ALL {
        for press in PRESSES {
            let mut story = at(status);
            let before = story.incident.clone();
            let outcome = story.press(&rui(), command(press));
            let expected = TABLE.iter().find(|(from, pressed, _)| (*from, *pressed) == (status, press));
            match expected {
                Some((.., to)) => {
                    assert_eq!(outcome, Ok(true), "{press:?} from {status:?}");
                    assert_eq!(story.incident.status, *to, "{press:?} from {status:?}");
                }
                None => {
                    assert_eq!(outcome, Err(Refusal::WrongStatus { status }), "{press:?} from {status:?}");
                    assert_eq!(story.incident, before);
                }
            }
        }
    }
}

#[test]
fn every_press_is_open_to_those_the_table_names() {
    for (press, by_whom) in BY_WHOM {
        let (from, ..) = TABLE.iter().find(|(_, pressed, _)| *pressed == press).unwrap();
        let story = at(*from);
        let people = [
            Actor::VISITOR,
            story.by_receipt(NOOR),
            story.eva(),
            ana(),
            rui(),
            mara(),
            Actor::person(ADA, Role::Administrator),
        ];
        for (actor, may) in people.iter().zip(by_whom.split(' ')) {
            let outcome = story.clone().press(actor, command(press));
            let expected = if may == "y" { Ok(true) } else { Err(Refusal::NotAllowed) };
            assert_eq!(outcome, expected, "{press:?} by {:?}", actor.who);
        }
    }
}

#[test]
fn a_take_sets_the_owner_and_stops_the_response_clock_once() {
    let mut story = Story::at(Investigating);
    assert_eq!(story.incident.owner, Some(RUI));
    assert!(story.incident.priority_confirmed && !story.incident.unverified);
    let taken = story.incident.taken_at;
    story.must(&rui(), resolve());
    story.must(&rui(), Press::Reopen { reason: "It came back.".into() });
    assert_eq!((story.incident.taken_at, story.incident.reopened), (taken, 1));
}

#[test]
fn a_hold_says_why_ends_when_the_reporter_answers_and_never_outlives_the_open_statuses() {
    let mut story = Story::at(Investigating);
    let nameless = Press::Hold { reason: HoldReason::Other, note: " ".into(), until: None };
    assert!(matches!(story.press(&rui(), nameless), Err(Refusal::Fields(_))));
    let past = Press::Hold { reason: HoldReason::Vendor, note: String::new(), until: Some(story.now) };
    assert!(matches!(story.press(&rui(), past), Err(Refusal::Fields(_))));
    let silent = Press::Hold { reason: HoldReason::AwaitingReporter, note: String::new(), until: None };
    assert!(matches!(story.press(&rui(), silent), Err(Refusal::Fields(_))), "nobody waits for an answer to nothing");
    story.must(&rui(), hold(HoldReason::AwaitingReporter));
    assert_eq!(story.press(&rui(), hold(HoldReason::Vendor)), Err(Refusal::AlreadyOnHold));
    let eva = story.eva();
    story.must(&eva, Press::AddWords { text: "It is room 12.".into() });
    assert_eq!(story.incident.hold, None);
    assert_eq!(story.press(&rui(), Press::EndHold), Err(Refusal::NotOnHold));
    story.must(&rui(), hold(HoldReason::Vendor));
    story.must(&eva, Press::AddWords { text: "Any news?".into() });
    assert!(story.incident.hold.is_some(), "only an awaited answer ends a hold");
    for leaving in [resolve(), cancel()] {
        let mut story = story.clone();
        story.must(&rui(), leaving);
        assert_eq!(story.incident.hold, None);
    }
}

#[test]
fn what_should_work_again_may_wait_for_somebody_all_the_same() {
    let mut story = Story::at(Investigating);
    story.must(&rui(), hold(HoldReason::Vendor));
    story.must(&rui(), Press::Mitigate { what: "A way around it.".into(), works: true });
    assert!(
        story.incident.hold.is_some() && story.incident.considered_solved,
        "it is open, and the vendor owes it still"
    );
    story.must(&rui(), resolve());
    assert_eq!(story.incident.hold, None);
}
