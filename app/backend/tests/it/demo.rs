//! The demonstration is a whole month that replays like any other.

use std::collections::BTreeSet;

use backend::demo;
use backend::incidents::entries;
use backend::outbox::{LetterFilter, list_letters};
use backend::storage::{Options as StorageOptions, Read, Storage, Table};
use backend::{Backend, Caller, Clock, Options};
use domain::clock::State;
use domain::incident::Status;
use domain::time::{DAY, SECOND};
use domain::view::actions::Listed;
use domain::view::board::{BoardFilter, DueKind, Marks};
use domain::view::compliance::ComplianceQuery;

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
    clocks_stand_in_every_way(&desk, &ada).await;
    somebody_is_away_and_a_gap_lies_ahead(&desk, &ada).await;
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

/// Running, late, paused, met and met late; promises of updates kept and missed; one that goes further.
async fn clocks_stand_in_every_way(desk: &Backend, ada: &Caller) {
    let board = desk.board(ada, &BoardFilter::default()).unwrap();
    let mut states = Vec::new();
    for card in board.columns.iter().flat_map(|column| &column.cards) {
        let page = desk.clocks_page(ada, &card.number).await.unwrap();
        assert!(!page.aims, "they are promises");
        states.extend(page.clocks.iter().map(|ledger| ledger.brief.state));
    }
    for state in [State::Running, State::Breached, State::Paused, State::Met, State::MetLate] {
        assert!(states.contains(&state), "{state:?} is not among {states:?}");
    }
    let months = ["2026-11", "2026-10"].map(|month| {
        let query = ComplianceQuery { month: month.into(), clock: "promise".into(), ..ComplianceQuery::default() };
        desk.compliance(ada, &query).unwrap().lines
    });
    let promises: BTreeSet<_> = months.iter().flatten().map(|line| line.in_time).collect();
    assert_eq!(promises.len(), 2, "kept and missed");
    let due = desk.due_page(ada).unwrap();
    let late =
        |kind| due.mine.iter().chain(&due.team).any(|row| row.due.kind == kind && row.due.is_late(due.as_of.utc));
    assert!(late(DueKind::Promise) && late(DueKind::Response), "{due:?}");
    assert!(desk.storage().read(|read| read.len(Table::Escalations)).unwrap() > 0, "one goes further");
}

async fn somebody_is_away_and_a_gap_lies_ahead(desk: &Backend, ada: &Caller) {
    let page = desk.duty_page(ada, "").await.unwrap();
    assert_eq!((page.rotations.len(), page.away.len(), page.gaps.len()), (1, 1, 1), "{page:?}");
    assert_eq!(page.away[0].person, "In\u{ea}s Prado");
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
