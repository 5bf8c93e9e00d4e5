//! Several reports of one thing: what is merged into what, and what is taken apart again.

use domain::Refusal;
use domain::field::Problem;
use domain::ids::IncidentId;
use domain::incident::{Change, Command, DUPLICATES_MOST, Facts, HoldReason, Incident, NoMerge, Press, Status, decide};
use domain::time::{DAY, HOUR};

use crate::story::*;
use crate::undo::but_for_the_entries;

fn merge() -> Press {
    Press::Merge { into: OTHER.to_owned(), reopen: false }
}

fn other(change: impl FnOnce(&mut Incident)) -> Story {
    let mut story = Story::reported();
    story.other.as_mut().map(change);
    story
}

#[test]
fn what_has_not_ended_is_merged_and_is_as_it_was_when_it_is_taken_apart() {
    for from in [Status::Reported, Status::Investigating, Status::Mitigated, Status::Resolved] {
        let mut story = Story::at(from);
        if from.is_open() {
            story.must(&rui(), hold(HoldReason::Vendor));
        }
        let before = story.incident.clone();
        story.must(&rui(), merge());
        let merged = story.incident.clone();
        assert_eq!((merged.status, merged.merged_into), (Status::Merged, Some(IncidentId(100))));
        assert_eq!((&merged.hold, merged.promise, merged.closes_at), (&None, None, None));
        assert_eq!(merged.affected_now().count(), 0, "{from:?}");
        assert_eq!((merged.taken_at, merged.resolved_at), (before.taken_at, before.resolved_at), "its own times");
        story.wait(HOUR - 1);
        story.must(&mara(), Press::TakeApart);
        assert_eq!(but_for_the_entries(&story.incident, &before), before);
        assert_eq!(story.replayed(), story.incident);
    }
    for from in [Status::Closed, Status::Cancelled, Status::Merged] {
        assert_eq!(Story::at(from).press(&rui(), merge()), Err(Refusal::WrongStatus { status: from }));
    }
}

#[test]
fn there_are_no_chains_nothing_hidden_becomes_open_and_what_ended_takes_nothing() {
    let refused = |mut story: Story| match story.press(&rui(), merge()) {
        Err(Refusal::Fields(errors)) => (errors[0].field.clone(), errors[0].problem.clone()),
        outcome => panic!("{outcome:?}"),
    };
    let because = |why| ("into".to_owned(), Problem::NoMerge(why));
    let own = Story::reported().incident.id;
    assert_eq!(refused(other(|other| other.id = own)), because(NoMerge::Itself));
    assert_eq!(refused(other(|other| other.status = Status::Merged)), because(NoMerge::IsDuplicate));
    for ended in [Status::Closed, Status::Cancelled] {
        assert_eq!(refused(other(|other| other.status = ended)), because(NoMerge::Ended));
    }
    assert_eq!(refused(other(|other| other.restricted = true)), because(NoMerge::OpenIntoRestricted));
    let full = (0..DUPLICATES_MOST as u64).map(IncidentId).collect();
    assert_eq!(refused(other(|other| other.duplicates = full)), because(NoMerge::Full));
    let mut chain = Story::reported();
    chain.incident.duplicates.push(IncidentId(7));
    assert_eq!(refused(chain), because(NoMerge::HasDuplicates));
    let unknown = Story { other: None, ..Story::reported() };
    assert_eq!(refused(unknown), ("into".to_owned(), Problem::Unknown));
    let mut hidden = Story::reported();
    hidden.must(&ada(), Press::Restrict);
    let why = hidden.press(&ada(), merge()).unwrap_err();
    assert_eq!(why, Refusal::field("into", Problem::NoMerge(NoMerge::RestrictedIntoOpen)));
}

#[test]
fn it_is_taken_apart_within_an_hour_while_neither_side_went_on() {
    let merged = || {
        let mut story = Story::at(Status::Investigating);
        story.must(&rui(), merge());
        story
    };
    let mut late = merged();
    late.wait(HOUR);
    assert_eq!(late.press(&rui(), Press::TakeApart), Err(Refusal::TakeApartTooLate));
    let mut noted = merged();
    noted.must(&mara(), Press::Note { text: "The same cable.".into() });
    assert_eq!(noted.press(&rui(), Press::TakeApart), Err(Refusal::ChangedSince));
    let mut ended = merged();
    ended.other.as_mut().unwrap().status = Status::Closed;
    assert_eq!(ended.press(&rui(), Press::TakeApart), Err(Refusal::WrongStatus { status: Status::Closed }));
    let mut left = merged();
    left.left.push(RUI);
    assert_eq!(left.press(&mara(), Press::TakeApart), Err(Refusal::ChangedSince), "its owner has left");
    let mut unseen = Story { other: None, ..merged() };
    assert_eq!(unseen.press(&rui(), Press::TakeApart), Err(Refusal::NotAllowed));
    for status in [Status::Reported, Status::Closed] {
        assert_eq!(Story::at(status).press(&rui(), Press::TakeApart), Err(Refusal::WrongStatus { status }));
    }
}

#[test]
fn the_ten_seconds_of_undo_do_not_reach_behind_it() {
    let mut story = Story::at(Status::Investigating);
    story.wait(DAY);
    let renamed = story.next();
    story.must(&rui(), Press::Rename { title: "No mail".into() });
    let merged = story.next();
    story.must(&rui(), merge());
    for sequence in [renamed, merged] {
        assert_eq!(story.press(&rui(), Press::Undo { sequence }), Err(Refusal::UndoOverlaid));
    }
}

#[test]
fn the_other_side_keeps_a_list_and_takes_nothing_once_it_has_ended() {
    let source = IncidentId(7);
    let said =
        |story: &Story, command: Command| decide(Some(&story.incident), &Facts::default(), &command, &rui(), story.now);
    for status in [Status::Reported, Status::Resolved] {
        let story = Story::at(status);
        assert_eq!(said(&story, Command::TakeIn { source, reopen: None }), Ok(vec![Change::DuplicateTaken { source }]));
        assert_eq!(said(&story, Command::LetGo { source }), Ok(vec![Change::DuplicateLeft { source }]));
    }
    for status in [Status::Closed, Status::Cancelled, Status::Merged] {
        let story = Story::at(status);
        assert_eq!(
            said(&story, Command::TakeIn { source, reopen: Some(String::new()) }),
            Err(Refusal::WrongStatus { status })
        );
        assert_eq!(said(&story, Command::LetGo { source }), Err(Refusal::WrongStatus { status }));
    }
}

#[test]
fn a_duplicate_of_what_is_resolved_reopens_it_where_rui_says_so() {
    let source = IncidentId(7);
    let take_in = || Command::TakeIn { source, reopen: Some("It was reported again: INC-7".into()) };
    for status in [Status::Reported, Status::Investigating, Status::Mitigated] {
        let mut story = Story::at(status);
        story.must(&rui(), take_in());
        assert_eq!((story.incident.status, story.incident.reopened), (status, 0));
    }
    let mut story = Story::at(Status::Resolved);
    story.must(&rui(), Command::TakeIn { source, reopen: None });
    assert_eq!(story.incident.status, Status::Resolved);
    story.must(&rui(), take_in());
    assert_eq!((story.incident.status, story.incident.reopened), (Status::Investigating, 1));
}
