//! The demonstration is a whole month that replays like any other.

use std::collections::BTreeSet;

use backend::demo;
use backend::storage::{Options as StorageOptions, Storage};
use backend::{Backend, Clock, Options};
use domain::incident::Status;
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
        let (ended, _) = desk.ended_incidents(&ada, status, None).unwrap();
        statuses.extend(ended.iter().map(|c| c.status));
        count += ended.len();
    }
    assert!(count >= 60, "{count} incidents");
    assert_eq!(statuses.len(), 6, "every status but merged: {statuses:?}");
    for mark in [Marks::HOLD, Marks::REOPENED, Marks::RESTRICTED, Marks::MAJOR] {
        assert!(cards.iter().any(|c| c.marks.has(mark)), "{mark:?}");
    }
    let verdict = desk.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "{:#?}", verdict.differences);
}
