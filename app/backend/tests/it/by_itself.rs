//! What the desk does by itself: at an instant, as a timer, and over and over, as a job.

use backend::storage::{Order, Read, Storage, Table};
use backend::timers::{self, Kind, Timer};
use backend::{Backend, Caller, Clock, Error, Options};
use domain::field::Problem;
use domain::incident::{Press, Resolution, Status};
use domain::time::{DAY, HOUR, MINUTE, Moment, SECOND};
use domain::view::account::Strip;

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, MORNING, Office, RUI, problems};

type Row = (Vec<u8>, Vec<u8>);

impl Office {
    async fn resolved_by_rui(&self, title: &str) -> String {
        let rui = self.signed_in(RUI).await;
        let number = self.visitor_reports(draft(title)).await.number;
        let resolution = Resolution { text: "A cable".into(), restored_at: None };
        self.press(&rui, &number, Press::TakeAndResolve { resolution }).await.unwrap();
        number
    }

    fn timers(&self) -> Vec<Timer> {
        let rows = self.desk.storage().read(|read| read.scan(Table::Timers, &[], &[], Order::Ascending, 99)).unwrap();
        rows.iter().map(|(key, _)| Timer::parse(key).unwrap()).collect()
    }

    /// What is stored of the first incident; another value takes its place.
    async fn stored_instead(&self, other: Option<Row>) -> Row {
        let rows = self.desk.storage().read(|read| read.scan(Table::Incidents, &[], &[], Order::Ascending, 1));
        let stored = rows.unwrap().remove(0);
        let (key, value) = other.unwrap_or_else(|| (stored.0.clone(), b"broken".to_vec()));
        let put = move |tx: &mut backend::storage::Tx<'_>| {
            tx.put(Table::Incidents, key.clone(), value.clone());
            Ok(())
        };
        self.desk.storage().write(put).await.unwrap();
        stored
    }

    async fn fired(&self) -> usize {
        self.desk.fire_due_timers().await.unwrap()
    }

    /// How often each timer that is stuck was tried.
    async fn tries(&self) -> Vec<u32> {
        let ada = self.signed_in(ADA).await;
        self.desk.jobs_page(&ada).unwrap().stuck.iter().map(|timer| timer.tries).collect()
    }

    /// Whether their pages say that something fails by itself.
    async fn is_told_of_failures(&self, email: &str) -> bool {
        self.wait(2 * SECOND);
        let frame = self.desk.frame(&self.signed_in(email).await, false).unwrap();
        frame.strips.contains(&Strip::JobsFailing)
    }

    /// What came of a job, and how often in a row it failed.
    async fn came_of(&self, code: &str) -> (String, u32) {
        let ada = self.signed_in(ADA).await;
        let jobs = self.desk.jobs_page(&ada).unwrap().jobs;
        let job = jobs.into_iter().find(|job| job.code == code).unwrap();
        (job.came, job.failures)
    }

    async fn ran(&self) -> usize {
        self.desk.run_due_jobs().await.unwrap()
    }
}

/// With a folder to copy into.
async fn office_in(folder: &std::path::Path) -> Office {
    let clock = Clock::manual(MORNING);
    let options = Options { folder: Some(folder.to_owned()), ..Options::default() };
    let office = Office { desk: Backend::new(Storage::in_memory(clock.clone()), options).unwrap(), clock };
    for (email, name, role) in [(ADA, "Ada", "administrator"), (MARA, "Mara", "manager"), (RUI, "Rui", "responder")] {
        office.add(email, name, role).await;
    }
    office
}

#[tokio::test]
async fn two_timers_of_one_incident_at_one_instant_both_fire() {
    let office = Office::open().await;
    let number = office.resolved_by_rui("Mail is down").await;
    let closes = office.timers()[0];
    let twin = Timer { which: 1, ..closes };
    let set = move |tx: &mut backend::storage::Tx<'_>| {
        timers::set(tx, &twin);
        Ok(())
    };
    office.desk.storage().write(set).await.unwrap();
    assert_eq!(office.timers(), [closes, twin]);
    office.clock.set(closes.due.0 - 1);
    assert_eq!(office.fired().await, 0);
    office.wait(1);
    assert_eq!(office.fired().await, 2);
    assert!(office.timers().is_empty());
    assert_eq!(office.status_of(&office.signed_in(RUI).await, &number).await, Status::Closed);
    office.verified();
}

#[tokio::test]
async fn a_timer_about_what_is_not_there_is_spent() {
    let office = Office::open().await;
    office.resolved_by_rui("Mail is down").await;
    let of_nobody = Timer { due: Moment(MORNING + DAY), kind: Kind::IncidentCloses, subject: 0, which: 0 };
    let set = move |tx: &mut backend::storage::Tx<'_>| {
        timers::set(tx, &of_nobody);
        Ok(())
    };
    office.desk.storage().write(set).await.unwrap();
    office.wait(DAY + MINUTE);
    assert_eq!((office.fired().await, office.timers().len()), (1, 1));
    office.verified();
}

#[tokio::test]
async fn a_timer_that_cannot_fire_holds_back_no_other() {
    let office = Office::open().await;
    office.resolved_by_rui("Mail is down").await;
    office.wait(MINUTE);
    let second = office.resolved_by_rui("Fax is down").await;
    office.stored_instead(None).await;
    office.wait(8 * DAY);
    assert_eq!(office.fired().await, 1);
    assert_eq!(office.status_of(&office.signed_in(RUI).await, &second).await, Status::Closed);
}

#[tokio::test]
async fn a_timer_that_fails_is_tried_again_and_seen_until_it_has_fired() {
    let office = Office::open().await;
    let number = office.resolved_by_rui("Mail is down").await;
    let whole = office.stored_instead(None).await;
    office.wait(8 * DAY);
    assert_eq!((office.fired().await, office.tries().await), (0, vec![1]));
    assert_eq!((office.fired().await, office.tries().await), (0, vec![1]), "not at once");
    assert!(!office.is_told_of_failures(ADA).await, "once may be chance");
    office.wait(MINUTE);
    assert_eq!((office.fired().await, office.tries().await), (0, vec![2]));
    office.wait(MINUTE);
    assert_eq!((office.fired().await, office.tries().await), (0, vec![2]), "each try waits longer");
    assert!(office.is_told_of_failures(ADA).await && !office.is_told_of_failures(RUI).await);
    for hours in 1..20 {
        office.wait(HOUR);
        office.fired().await;
        assert_eq!(office.tries().await, [hours + 2], "and at most an hour");
    }
    office.stored_instead(Some(whole)).await;
    office.wait(HOUR);
    assert_eq!((office.fired().await, office.tries().await), (1, vec![]));
    assert!(!office.is_told_of_failures(ADA).await);
    assert_eq!(office.status_of(&office.signed_in(RUI).await, &number).await, Status::Closed);
    office.verified();
}

#[tokio::test]
async fn a_timer_that_is_taken_back_is_not_stuck_any_more() {
    let office = Office::open().await;
    let number = office.resolved_by_rui("Mail is down").await;
    let whole = office.stored_instead(None).await;
    office.wait(8 * DAY);
    assert_eq!((office.fired().await, office.tries().await), (0, vec![1]));
    office.stored_instead(Some(whole)).await;
    let rui = office.signed_in(RUI).await;
    office.press(&rui, &number, Press::Reopen { reason: "It is back".into() }).await.unwrap();
    // Its resolution clock runs again, and will warn and end.
    assert_eq!((office.timers().len(), office.tries().await), (2, vec![]));
    office.verified();
}

#[tokio::test]
async fn each_job_runs_at_its_cadence_and_not_sooner() {
    let office = Office::open().await;
    // No mailbox is set, so nobody reads one.
    let (hourly, all) = (6, backend::jobs::JOBS.len() - 1);
    assert_eq!((office.ran().await, office.ran().await), (all, 0));
    office.wait(HOUR - 1);
    assert_eq!(office.ran().await, 0);
    office.wait(1);
    assert_eq!((office.ran().await, office.ran().await), (hourly, 0));
    office.wait(DAY);
    assert_eq!(office.ran().await, all);
    let again = Backend::new(office.desk.storage().clone(), Options::default()).unwrap();
    assert_eq!(again.run_due_jobs().await.unwrap(), 0, "a restart knows what has been done");
}

#[tokio::test]
async fn a_job_that_fails_twice_raises_a_strip_and_a_good_run_lowers_it() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("backups");
    std::fs::write(&in_the_way, b"not a folder").unwrap();
    let office = office_in(folder.path()).await;
    // Nor is there a mailbox to read.
    let others = backend::jobs::JOBS.len() - 2;
    assert_eq!(office.ran().await, others, "it keeps no other from its turn");
    let (came, failures) = office.came_of("copy").await;
    assert!(came.contains("reference") && !came.contains("backups") && failures == 1, "{came}");
    assert!(!office.is_told_of_failures(ADA).await, "once may be chance");
    assert_eq!((office.ran().await, office.came_of("copy").await.1), (0, 1), "it is not tried at once");
    office.wait(HOUR);
    office.ran().await;
    assert_eq!(office.came_of("copy").await.1, 2);
    assert!(office.is_told_of_failures(ADA).await);
    assert!(!office.is_told_of_failures(MARA).await && !office.is_told_of_failures(RUI).await);
    std::fs::remove_file(&in_the_way).unwrap();
    office.wait(HOUR);
    office.ran().await;
    let (came, failures) = office.came_of("copy").await;
    assert!(came.ends_with("rows copied") && failures == 0, "{came}");
    assert!(!office.is_told_of_failures(ADA).await);
}

#[tokio::test]
async fn ada_does_not_wait_for_a_job_and_nobody_else_may_run_one() {
    let folder = tempfile::tempdir().unwrap();
    let office = office_in(folder.path()).await;
    office.visitor_reports(draft("Mail is down")).await;
    let (ada, mara) = (office.signed_in(ADA).await, office.signed_in(MARA).await);
    assert_eq!(office.desk.run_job(&ada, "answers").await, Ok(0), "it is kept for two days");
    office.ran().await;
    assert!(office.desk.run_job(&ada, "copy").await.unwrap() > 0, "today's copy once more");
    assert_eq!(problems(office.desk.run_job(&ada, "laundry").await), [("job".to_owned(), Problem::Unknown)]);
    assert_eq!(office.desk.run_job(&mara, "copy").await, Err(Error::Denied));
    assert_eq!(office.desk.run_job(&Caller::visitor(), "copy").await, Err(Error::SignedOut));
    assert_eq!(office.desk.jobs_page(&office.signed_in(RUI).await).unwrap_err(), Error::Denied);
    assert!(office.desk.jobs_page(&mara).is_ok());
    office.wait(2 * DAY + SECOND);
    let ada = office.signed_in(ADA).await;
    assert_eq!(office.desk.run_job(&ada, "answers").await, Ok(1));
    assert_eq!(office.came_of("answers").await, ("1 answer forgotten".to_owned(), 0));
    office.verified();
}
