//! The time of a demonstration is moved on: what is due happens, and nobody is thrown out by it.

use std::time::Duration;

use backend::demo;
use backend::storage::{Options as StorageOptions, Storage};
use backend::{Backend, Clock, Error, Options};
use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Press, Resolution, Status};
use domain::time::{DAY, HOUR, MINUTE, Moment};

use crate::office::{ADA, ANA, FIREFOX, MARA, MORNING, OFFICE, Office, PASSWORD, RUI, problems, refusal};
use crate::outbox::House;

impl Office {
    async fn advance(&self, milliseconds: i64) -> Result<String, Error> {
        self.desk.advance(&self.desk.operator(), milliseconds).await
    }
}

#[tokio::test]
async fn a_real_desk_is_never_moved_and_nobody_who_signed_in_moves_any() {
    let office = Office::open().await;
    assert_eq!(refusal(office.advance(HOUR).await), Refusal::NoDemonstration);
    demo::mark(&office.desk).await.unwrap();
    for email in [MARA, ADA] {
        let somebody = office.signed_in(email).await;
        assert_eq!(office.desk.advance(&somebody, HOUR).await, Err(Error::Denied));
    }
    for span in [0, -HOUR, demo::ADVANCED_MOST + 1, i64::MAX, i64::MIN] {
        assert_eq!(refusal(office.advance(span).await), Refusal::TooFar, "{span}");
    }
    assert_eq!(office.now(), Moment(MORNING));
}

#[tokio::test]
async fn what_is_due_by_then_happens_and_the_letters_about_it_go_out() {
    let house = House::open().await;
    let office = &house.office;
    demo::mark(&office.desk).await.unwrap();
    let number = house.ana_reports("The badge reader is dark").await;
    let resolution = Resolution { text: "A new fuse".into(), restored_at: None };
    house.rui(&number, Press::TakeAndResolve { resolution }).await;
    house.later(0).await;
    let before = house.letters(ANA).len();
    assert_eq!(office.advance(11_000).await.unwrap(), "Mon 23 Nov 2026 08:00 UTC");
    house.later(0).await;
    assert_eq!(house.letters(ANA).len(), before + 1, "the ten seconds to undo are over");
    // Whoever sleeps until something is due is told.
    let storage = office.desk.storage();
    let woken = async { tokio::join!(storage.timers_woken(), storage.outbox_woken(), storage.chores_woken()) };
    tokio::time::timeout(Duration::from_secs(5), woken).await.unwrap();

    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 0);
    assert_eq!(office.advance(7 * DAY).await.unwrap(), "Mon 30 Nov 2026 08:00 UTC");
    assert_eq!(office.desk.fire_due_timers().await.unwrap(), 1);
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.status_of(&rui, &number).await, Status::Closed);
    office.verified();
}

#[tokio::test]
async fn sessions_go_on_and_budgets_do_not_refill() {
    let office = Office::open().await;
    demo::mark(&office.desk).await.unwrap();
    let cookie = office.cookie_of(RUI).await;
    for _ in 0..10 {
        let wrong = office.desk.sign_in(MARA, "not the kestrel at all", FIREFOX, OFFICE).await;
        assert_eq!(problems(wrong), [("password".to_owned(), Problem::Wrong)]);
    }
    office.advance(30 * DAY).await.unwrap();
    let rui = office.who(&cookie).await.expect("Rui is signed in still");
    office.desk.prune().await.unwrap();
    assert!(office.who(&cookie).await.is_some(), "nor is he tidied away");
    let waits = office.desk.sign_in(MARA, PASSWORD, FIREFOX, OFFICE).await.err();
    assert!(matches!(waits, Some(Error::Refused(Refusal::TooManyAttempts { .. }))), "{waits:?}");
    // His own page tells it by the time of this desk.
    let session = office.desk.account(&rui).unwrap().sessions.remove(0);
    assert_eq!(session.signed_in.utc, office.now());
    // Real time goes on for them as it did.
    office.wait(9 * HOUR);
    assert!(office.who(&cookie).await.is_none(), "idle for more than eight hours");
    assert!(office.desk.sign_in(MARA, PASSWORD, FIREFOX, OFFICE).await.is_ok());
}

#[tokio::test]
async fn it_goes_on_from_there_when_it_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(MORNING);
    let open = || {
        let storage = Storage::open(folder.path(), StorageOptions::default(), clock.clone()).unwrap();
        Backend::new(storage, Options::default()).unwrap()
    };
    let desk = open();
    demo::fill_with_people(&desk, None).await.unwrap();
    desk.advance(&desk.operator(), 3 * HOUR).await.unwrap();
    desk.advance(&desk.operator(), 2 * DAY).await.unwrap();
    desk.storage().clone().close().await.unwrap();
    drop(desk);
    clock.advance(MINUTE);
    let desk = open();
    assert!(demo::is_one(&desk).unwrap());
    assert_eq!(desk.storage().now(), MORNING + 2 * DAY + 3 * HOUR + MINUTE);
    assert_eq!(desk.storage().real_now(), MORNING + MINUTE);
    assert_eq!(desk.storage().ahead_of_clock(), 0, "no clock was put back");
    let names: Vec<&str> = demo::sign_ins(&desk).unwrap().iter().map(|one| one.name).collect();
    assert_eq!(names, ["Ada Lima", "Mara Reis", "Rui Costa", "Ana Silva"]);
}
