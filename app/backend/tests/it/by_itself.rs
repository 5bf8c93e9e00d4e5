//! What the desk does by itself, at an instant.

use backend::storage::{Order, Read, Table};
use backend::timers::{self, Kind, Timer};
use domain::incident::{Press, Resolution, Status};
use domain::time::{DAY, MINUTE, Moment};

use crate::lifecycle::draft;
use crate::office::{MORNING, Office, RUI};

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
