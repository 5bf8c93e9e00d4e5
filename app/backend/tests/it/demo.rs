//! The demonstration is a whole month that replays like any other.

use std::collections::BTreeSet;

use backend::demo;
use backend::incidents::entries;
use backend::outbox::{LetterFilter, list_letters};
use backend::storage::{Options as StorageOptions, Storage};
use backend::{Backend, Caller, Clock, Options};
use domain::incident::Status;
use domain::time::{DAY, SECOND};
use domain::view::actions::Listed;
use domain::view::board::{BoardFilter, Marks};

use crate::office::{FIREFOX, MORNING, OFFICE};

#[tokio::test]
async fn a_month_of_at_least_sixty_incidents_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(demo::begins_at(MORNING));
    let storage = Storage::open(folder.path(), StorageOptions::default(), clock.clone()).unwrap();
    let options = Options { folder: Some(folder.path().to_owned()), ..Options::default() };
    let desk = Backend::new(storage, options).unwrap();
    let sign_ins = demo::fill(&desk, &clock, MORNING, None).await.unwrap();

    let ada = &sign_ins[0];
    let cookie = desk.sign_in(ada.email, ada.password, FIREFOX, OFFICE).await.unwrap().cookie;
    let ada = desk.caller_from_session(&cookie).await.unwrap().unwrap();
    let board = desk.board(&ada, &BoardFilter::default()).unwrap();
    let cards: Vec<_> = board.columns.iter().flat_map(|c| &c.cards).collect();
    let mut statuses: BTreeSet<_> = cards.iter().map(|c| c.status).collect();
    let mut count = cards.len();
    for status in [Status::Closed, Status::Cancelled] {
        let ended = desk.ended_incidents(&ada, status, None).unwrap().cards;
        statuses.extend(ended.iter().map(|c| c.status));
        count += ended.len();
    }
    assert!(count >= 60, "{count} incidents");
    assert_eq!(statuses.len(), 6, "every status but merged: {statuses:?}");
    for mark in [Marks::HOLD, Marks::REOPENED, Marks::RESTRICTED, Marks::MAJOR] {
        assert!(cards.iter().any(|c| c.marks.has(mark)), "{mark:?}");
    }
    letters_left_when_what_they_tell_of_could_no_longer_be_taken_back(&desk);
    people_were_seen_lately_and_services_have_owners(&desk, &ada);
    one_piece_of_planned_work_comes_and_one_was(&desk, &ada);
    something_was_learned(&desk, &ada);
    let verdict = desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "{:#?}", verdict.differences);
}

/// Nine of ten; the brake may hold the others.
fn letters_left_when_what_they_tell_of_could_no_longer_be_taken_back(desk: &Backend) {
    let waits = |read: &backend::storage::Snapshot| {
        let page = list_letters(read, &LetterFilter::default(), &|_| Ok(true), None, 1_000)?;
        let mut waits = Vec::new();
        for letter in page.letters {
            let mut newest = None;
            for (incident, sequence) in &letter.entries {
                let entry = entries(read, *incident)?.into_iter().find(|entry| entry.sequence == *sequence);
                newest = newest.max(entry.map(|entry| entry.at.0));
            }
            waits.extend(newest.map(|at| letter.created_at - at));
        }
        Ok(waits)
    };
    let waits = desk.storage().read(waits).unwrap();
    let soon = waits.iter().filter(|wait| **wait <= 15 * SECOND).count();
    assert!(waits.len() > 300 && soon * 10 >= waits.len() * 9, "{soon} of {} left in time", waits.len());
}

fn people_were_seen_lately_and_services_have_owners(desk: &Backend, ada: &Caller) {
    for person in desk.list_people(ada).unwrap().iter().filter(|person| person.name != "Ada Lima") {
        let seen = person.last_seen.as_ref().unwrap();
        assert!((MORNING - seen.utc.0) < 2 * DAY, "{} was seen {}", person.name, seen.text);
    }
    let rows = desk.storage().read(|read| backend::services::ServiceRecord::all(read)).unwrap();
    assert!(rows.len() == 8 && rows.iter().all(|service| service.owner.is_some()), "{rows:?}");
}

fn one_piece_of_planned_work_comes_and_one_was(desk: &Backend, ada: &Caller) {
    let page = desk.planned_page(ada, "").unwrap();
    assert_eq!((page.standing.len(), page.past.len()), (1, 1));
    assert!(page.standing[0].line.begins.utc > page.as_of && !page.standing[0].reminded.is_empty());
    assert_eq!(page.past[0].told.len(), 2, "announced, and the day before");
}

fn something_was_learned(desk: &Backend, ada: &Caller) {
    let actions = desk.actions_page(ada, Listed::All, "", "").unwrap();
    assert_eq!((actions.figures.overdue, actions.figures.not_effective), (1, 1));
    let reviews = desk.reviews_page(ada).unwrap();
    assert_eq!((reviews.begun.len(), reviews.published.len()), (1, 1));
}
