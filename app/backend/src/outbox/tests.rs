//! What only the outbox itself can see: that it sleeps when there is nothing it could do, and that a letter whose
//! number is taken is written anew.

use std::time::Duration;

use domain::ids::PersonId;
use domain::person::Email;
use domain::time::Moment;
use domain::view::letters::LetterState;

use super::brake::Brake;
use super::claim::carry_out;
use super::plan::{Plan, Planner};
use super::record::Numbers;
use super::worker::Worker;
use super::{LetterRecord, Route, SENT_AT_ONCE};
use crate::mail::courier::Inbox;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::{Storage, Tx};
use crate::{Backend, Clock, Options};

const NOW: i64 = 1_795_420_800_000;

fn desk() -> Backend {
    Backend::new(Storage::in_memory(Clock::manual(NOW)), Options::default()).unwrap()
}

fn mail_test(tx: &mut Tx<'_>) -> crate::Result<()> {
    let to = Recipient::Address(Email::parse("to", "rui@example.org")?);
    queue_notice(tx, &Notice::new(to, NoticeKind::MailTest, Moment(tx.now())))
}

#[tokio::test]
async fn with_all_hands_full_and_more_due_the_outbox_sleeps_until_one_delivery_ends() {
    let desk = desk();
    desk.storage().write(mail_test).await.unwrap();
    let mut worker = Worker::new(desk, Route::Inbox(Inbox::default()), Duration::from_secs(1));
    worker.work_off().await.unwrap();
    assert_eq!(worker.sleep(), Duration::from_secs(60), "nothing is due");
    worker.desk.storage().write(mail_test).await.unwrap();
    assert!(worker.sleep() < Duration::from_secs(1), "one is due");
    for _ in 0..SENT_AT_ONCE {
        worker.sending.spawn(std::future::pending::<super::worker::Sent>());
    }
    assert_eq!(worker.sleep(), Duration::from_secs(60));
}

#[test]
fn a_letter_whose_number_is_taken_is_left_in_the_queue_and_loses_nobody_theirs() {
    let desk = desk();
    desk.storage().write_blocking(mail_test).unwrap();
    let mut brake = Brake::default();
    let (planned, taken) = desk
        .storage()
        .read(|read| {
            let numbers = Numbers::at(NOW)?;
            let planned = Planner { desk: &desk, read, brake: &mut brake, boot: 1, now: NOW, numbers }.plan(9)?;
            let Some(Plan::Write(written)) = planned.plans.first() else { panic!("no letter was planned") };
            let taken = LetterRecord {
                to: "sol@example.org".to_owned(),
                recipient: Some(PersonId(7)),
                queued_for: None,
                lease: None,
                state: LetterState::Accepted,
                ..written.record.clone()
            };
            Ok((planned, taken))
        })
        .unwrap();
    let (desk_too, kept) = (desk.clone(), taken.clone());
    let plans = std::sync::Arc::new(planned.plans);
    let fitted = desk
        .storage()
        .write_blocking(move |tx| {
            taken.insert(tx)?;
            Ok(carry_out(tx, &desk_too, &plans)?.fitted)
        })
        .unwrap();
    assert_eq!(fitted, 0);
    let stored = desk.storage().read(|read| LetterRecord::find(read, kept.id)).unwrap();
    assert_eq!(stored.unwrap().to, "sol@example.org");
    let waiting = desk.storage().read(|read| super::mail_health(read)).unwrap().queued;
    assert_eq!(waiting, 1, "Rui's is planned again");
}
