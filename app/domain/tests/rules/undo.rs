//! Ten seconds to take a press back.

use domain::Refusal;
use domain::classification::Level;
use domain::incident::{Incident, Press, Status};
use domain::report::ReportDraft;
use domain::time::{DAY, SECOND};

use crate::story::*;

/// What undo keeps: the count of entries, when the last one was made, and when visitors last read something new.
pub fn but_for_the_entries(incident: &Incident, like: &Incident) -> Incident {
    Incident { revision: like.revision, changed_at: like.changed_at, public_at: like.public_at, ..incident.clone() }
}

#[test]
fn rui_takes_a_p1_by_mistake_and_all_of_it_is_as_before() {
    let urgent = ReportDraft { impact: "high".into(), urgency: "high".into(), ..draft() };
    let mut story = begin(&report(urgent)).unwrap();
    let before = story.incident.clone();
    let sequence = story.next();
    story.must(&rui(), take());
    assert!(story.incident.acting);
    story.must(&rui(), Press::Undo { sequence });
    assert_eq!(but_for_the_entries(&story.incident, &before), before);
    assert_eq!(
        story.incident.revision, 6,
        "nothing is unwritten: taken, uncapped, acting manager, first notice owed, undone"
    );
    assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid), "once");
    story.must(&rui(), take());
}

#[test]
fn a_wrong_cancel_and_a_wrong_close_can_be_taken_back() {
    for (from, press) in [(Status::Investigating, cancel()), (Status::Resolved, Press::Close)] {
        let mut story = Story::at(from);
        story.wait(5 * DAY);
        let before = story.incident.clone();
        let sequence = story.next();
        story.must(&rui(), press);
        assert!(story.incident.status.is_final());
        story.must(&rui(), Press::Undo { sequence });
        assert_eq!(but_for_the_entries(&story.incident, &before), before);
    }
}

#[test]
fn after_ten_seconds_it_is_too_late() {
    let mut story = Story::reported();
    let sequence = story.next();
    story.must(&rui(), take());
    story.wait(10 * SECOND - 1);
    assert_eq!(story.clone().press(&rui(), Press::Undo { sequence }), Ok(true));
    story.wait(1);
    assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoTooLate));
}

#[test]
fn nobody_takes_back_what_another_did_and_nothing_that_others_built_upon() {
    let mut story = Story::reported();
    let sequence = story.next();
    story.must(&rui(), take());
    assert_eq!(story.press(&mara(), Press::Undo { sequence }), Err(Refusal::NotAllowed));
    story.must(&mara(), Press::Note { text: "Good.".into() });
    assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid));
    let own = story.next() - 1;
    story.must(&mara(), Press::Undo { sequence: own });
}

#[test]
fn what_was_hidden_does_not_come_back_by_a_slip() {
    let mut story = taken_as(Level::Low, Level::Low);
    let sequence = story.next();
    story.must(&rui(), Press::Restrict);
    assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid));
    assert!(story.incident.restricted);
}

#[test]
fn the_report_itself_and_what_never_was_cannot_be_undone() {
    let mut story = Story::reported();
    for sequence in [0, 1, 7, u64::MAX] {
        assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoTooLate));
    }
}

#[test]
fn an_undo_brings_nobody_back_who_has_left_meanwhile() {
    let mut story = Story::at(Status::Investigating);
    let sequence = story.next();
    story.must(&mara(), Press::Assign { owner: Some(MARA) });
    story.left.push(RUI);
    assert_eq!(story.press(&mara(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid));
    let sequence = story.next();
    story.must(&mara(), Press::Note { text: "Mine now.".into() });
    story.must(&mara(), Press::Undo { sequence });
}
