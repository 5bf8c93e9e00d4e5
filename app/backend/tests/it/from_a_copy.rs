//! Stories of a desk that begins with a copy: what was queued before it has perhaps been sent since, by the desk that
//! went on; what happens afterwards is nobody's but its own.

use std::time::Duration;

use backend::journal::Fact;
use backend::mail::courier::{Inbox, Outcome};
use backend::outbox::from_before::Fate;
use backend::outbox::{LetterFilter, Outbox, Route};
use backend::storage::{self, Storage, restore};
use backend::{Backend, Clock, Error, Options};
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::account::Strip;
use domain::view::letters::LetterState;

use crate::office::{ADA, ANA, Office, RUI};
use crate::outbox::{House, invite};

/// A letter that the relay has put off, and notices of a report, at the instant of the copy.
async fn house_with_mail_under_way() -> House {
    let house = House::open().await;
    house.inbox.answer_next(Outcome::Deferred { answer: "450 4.2.1 greylisted".into() });
    invite(&house.office).await;
    house.later(0).await;
    house.ana_reports("Mail is down").await;
    house
}

/// The desk that begins with a copy of this one, in a folder of its own.
fn begun_with_a_copy_of(house: &House) -> (tempfile::TempDir, House) {
    let folder = tempfile::tempdir().unwrap();
    house.office.desk.copy_to(&folder.path().join("sitrep.redb")).unwrap();
    let clock = house.office.clock.clone();
    let storage = Storage::open(folder.path(), storage::Options::default(), clock.clone()).unwrap();
    let office = Office { desk: Backend::new(storage, Options::default()).unwrap(), clock };
    let (inbox, outbox) = posted(&office);
    (folder, House { office, outbox, inbox })
}

fn posted(office: &Office) -> (Inbox, Outbox) {
    let inbox = Inbox::default();
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(inbox.clone()), Duration::from_millis(500));
    (inbox, outbox)
}

#[tokio::test]
async fn what_was_queued_before_the_copy_is_held_and_what_comes_after_goes_out_at_once() {
    let first = house_with_mail_under_way().await;
    let (_folder, mut second) = begun_with_a_copy_of(&first);
    first.later(HOUR).await;
    let sent = first.inbox.letters().len();
    assert!(sent >= 3, "the desk that went on has sent them: {sent}");

    second.later(HOUR).await;
    assert!(second.inbox.letters().is_empty(), "{:?}", second.inbox.letters());
    let held = second.health().set_aside;
    assert_eq!((held as usize, second.health().queued, second.health().oldest_due), (sent, 0, None));
    second.ana_reports("The printer smokes").await;
    second.later(MINUTE).await;
    let letters = second.letters(ANA);
    assert!(letters.len() == 1 && letters[0].text.contains("The printer smokes"), "{letters:?}");

    let ada = second.office.signed_in(ADA).await;
    let strip = Strip::LettersFromBefore { letters: held };
    assert!(second.office.desk.frame(&ada, false).unwrap().strips.contains(&strip));
    let rui = second.office.signed_in(RUI).await;
    assert!(!second.office.desk.frame(&rui, false).unwrap().strips.contains(&strip));
    // The next start finds them as they are.
    (second.inbox, second.outbox) = posted(&second.office);
    second.later(DAY).await;
    assert!(second.inbox.letters().is_empty());
    assert_eq!(second.health().set_aside, held);
}

#[tokio::test]
async fn ada_sends_what_was_held_and_nobody_else_may() {
    let first = house_with_mail_under_way().await;
    let (_folder, second) = begun_with_a_copy_of(&first);
    second.later(HOUR).await;
    let held = second.health().set_aside;
    let rui = second.office.signed_in(RUI).await;
    assert_eq!(second.office.desk.decide_old_letters(&rui, Fate::Send).await, Err(Error::Denied));
    let ada = second.office.signed_in(ADA).await;
    assert_eq!(second.office.desk.decide_old_letters(&ada, Fate::Send).await, Ok(held));
    second.later(MINUTE).await;
    assert_eq!(second.inbox.letters().len() as u64, held);
    assert!(second.letters(ANA)[0].text.contains("Mail is down"));
    assert_eq!((second.health().set_aside, second.health().queued, second.health().failed), (0, 0, 0));
    assert!(second.office.journal().contains(&Fact::OldLettersSent { letters: held }));
    assert_eq!(second.office.desk.decide_old_letters(&ada, Fate::Drop).await, Ok(0), "pressed again");
}

#[tokio::test]
async fn ada_drops_what_was_held_and_what_was_written_says_so() {
    let first = house_with_mail_under_way().await;
    let (_folder, second) = begun_with_a_copy_of(&first);
    second.later(HOUR).await;
    let ada = second.office.signed_in(ADA).await;
    let held = second.health().set_aside;
    assert_eq!(second.office.desk.decide_old_letters(&ada, Fate::Drop).await, Ok(held));
    second.later(DAY).await;
    assert!(second.inbox.letters().is_empty());
    let failed = second.stored(&LetterFilter { state: Some(LetterState::Failed), ..LetterFilter::default() });
    assert_eq!(failed.len(), 1, "the others were never written");
    assert!(failed[0].attempts.last().unwrap().answer.contains("before the copy"));
    assert_eq!(second.health().set_aside, 0);
}

#[tokio::test]
async fn a_database_that_was_set_aside_and_put_back_holds_its_letters_as_a_copy_does() {
    let first = house_with_mail_under_way().await;
    let (folder, second) = begun_with_a_copy_of(&first);
    second.later(HOUR).await;
    let ada = second.office.signed_in(ADA).await;
    second.office.desk.decide_old_letters(&ada, Fate::Drop).await.unwrap();
    second.ana_reports("The printer smokes").await;
    second.office.desk.storage().clone().close_blocking().unwrap();
    let clock = second.office.clock.clone();
    drop(second);
    let elsewhere = tempfile::tempdir().unwrap();
    // The file itself, which no copy has marked.
    restore(&folder.path().join("sitrep.redb"), elsewhere.path(), &Clock::System).unwrap();
    let storage = Storage::open(elsewhere.path(), storage::Options::default(), clock.clone()).unwrap();
    let office = Office { desk: Backend::new(storage, Options::default()).unwrap(), clock };
    let (inbox, outbox) = posted(&office);
    let third = House { office, outbox, inbox };
    third.later(HOUR).await;
    assert!(third.inbox.letters().is_empty() && third.health().set_aside > 0);
}
