//! What the desk keeps, and what it says of it: lists to their end, and what `verify` finds.

use backend::Error;
use backend::incidents::{ChangeRequest, NewReport};
use backend::storage::{Order, Read, Table, Tx};
use domain::Refusal;
use domain::classification::{IncidentType, Level};
use domain::incident::{CancelReason, Channel, Number, Press, Resolution, Status};
use domain::report::ReportDraft;
use domain::time::{DAY, MINUTE, SECOND};
use domain::view::board::{BoardFilter, COLUMN_CARDS_MOST};

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, Office, RUI, refusal};

impl Office {
    /// What `sitrep verify` says.
    pub fn differences(&self) -> Vec<String> {
        self.desk.storage().read(|read| backend::verify::verify(read)).unwrap().differences
    }

    fn quiet(&self, title: &str, urgency: &str, kind: IncidentType) -> NewReport {
        let draft = ReportDraft {
            title: title.into(),
            urgency: urgency.into(),
            impact: "low".into(),
            ..ReportDraft::default()
        };
        NewReport {
            draft,
            kind,
            channel: Channel::Phone,
            on_behalf: true,
            over_limit: true,
            letter_over_limit: false,
            browser: String::new(),
        }
    }

    async fn resolved(&self, title: &str) -> String {
        let rui = self.signed_in(RUI).await;
        let number = self.visitor_reports(draft(title)).await.number;
        let resolution = Resolution { text: "A cable".into(), restored_at: None };
        self.press(&rui, &number, Press::TakeAndResolve { resolution }).await.unwrap();
        number
    }

    async fn tamper(&self, job: impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + 'static) {
        self.desk.storage().write(job).await.unwrap();
    }
}

#[tokio::test]
async fn a_storm_of_me_too_keeps_nobody_from_changing_words_and_a_colleague_does() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await;
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap().revision;
    office.joins(&backend::Caller::visitor(), "INC-1", "otto@example.org").await.unwrap();
    office.press(&mara, "INC-1", Press::Note { text: "On it.".into() }).await.unwrap();
    let press = async |command: Press| {
        let request = ChangeRequest {
            number: "INC-1".into(),
            press: command,
            also: None,
            seen: Some(seen),
            nonce: String::new(),
        };
        office.desk.change(&rui, request).await
    };
    let publish = |title: &str| Press::Publish { public_title: title.into(), workaround: String::new() };
    press(publish("Mail is slow")).await.unwrap();
    press(Press::Rename { title: "Mail queue stuck".into() }).await.unwrap();
    let (impact, urgency) = (Level::High, Level::High);
    press(Press::Classify { impact, urgency, priority: None, reason: String::new() }).await.unwrap();
    let Refusal::WasFirst { by, why, .. } = refusal(press(publish("Mail is down")).await) else {
        panic!("replaced since")
    };
    assert!(by == "You" && matches!(*why, Refusal::Changed { .. }), "in another window: {by}");
}

#[tokio::test]
async fn the_oldest_of_a_column_is_the_oldest_even_behind_many_more_pressing_ones() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.desk.report(&rui, office.quiet("A chair squeaks", "low", IncidentType::Outage)).await.unwrap();
    let at = office.now();
    office.wait(MINUTE);
    for place in 0..=COLUMN_CARDS_MOST {
        let title = format!("Printer {place}");
        office.desk.report(&rui, office.quiet(&title, "high", IncidentType::Outage)).await.unwrap();
    }
    let column = &office.desk.board(&rui, &BoardFilter::default()).unwrap().columns[0];
    assert_eq!((column.cards.len(), column.oldest), (COLUMN_CARDS_MOST, Some(at)));
}

#[tokio::test]
async fn every_restricted_incident_that_ended_is_on_some_page_of_its_members() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let cancel = || Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    for place in 0..203 {
        let kind = if place % 2 == 0 { IncidentType::Security } else { IncidentType::Outage };
        let number =
            office.desk.report(&ada, office.quiet(&format!("Mail {place}"), "low", kind)).await.unwrap().number;
        office.press(&ada, &number, cancel()).await.unwrap();
    }
    for (caller, expected) in [(&ada, 203), (&rui, 101)] {
        let (mut seen, mut from) = (std::collections::BTreeSet::new(), None);
        loop {
            let page = office.desk.ended_incidents(caller, Status::Cancelled, from.as_deref()).unwrap();
            seen.extend(page.cards.into_iter().map(|card| card.number));
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), expected);
    }
    let adas = office.desk.ended_incidents(&ada, Status::Cancelled, None).unwrap().next;
    let stolen = office.desk.ended_incidents(&rui, Status::Cancelled, adas.as_deref());
    assert_eq!(stolen.unwrap_err(), Error::NotFound, "a place in Ada's list is none in Rui's");
}

#[tokio::test]
async fn verify_finds_lost_rows_and_unreadable_records_and_looks_at_the_rest() {
    let office = Office::open().await;
    office.resolved("Mail is down").await;
    office.wait(SECOND);
    office.visitor_reports(draft("Fax is down")).await;
    office.verified();
    office
        .tamper(|tx| {
            for table in [Table::Timers, Table::SessionsByPerson, Table::IdempotencyByExpiry] {
                let (key, _) = tx.scan(table, &[], &[], Order::Ascending, 1)?.remove(0);
                tx.delete(table, key);
            }
            let (key, _) = tx.scan(Table::Incidents, &[], &[], Order::Descending, 1)?.remove(0);
            tx.put(Table::Incidents, key, b"broken");
            Ok(())
        })
        .await;
    let differences = office.differences().join("\n");
    for expected in ["timers", "sessions", "idempotency_by_expiry", "incident "] {
        assert!(differences.contains(expected), "{expected}: {differences}");
    }
}

#[tokio::test]
async fn entries_cut_off_an_open_incident_are_found_by_the_heads_of_the_day() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    let whole: Vec<_> = [Table::Incidents, Table::OpenIncidents]
        .map(|table| {
            office.desk.storage().read(|read| read.scan(table, &[], &[], Order::Ascending, 9)).unwrap().remove(0)
        })
        .into();
    office.press(&rui, "INC-1", Press::Note { text: "It was me.".into() }).await.unwrap();
    office.wait(SECOND);
    assert_eq!(office.desk.journal_heads().await.unwrap(), 1);
    assert_eq!(office.desk.journal_heads().await.unwrap(), 0, "once");
    office.verified();
    office
        .tamper(move |tx| {
            for table in [Table::Timeline, Table::TimelinePayloads, Table::Search] {
                let rows = tx.scan(table, &[], &[], Order::Ascending, 9)?;
                tx.delete(table, rows.last().unwrap().0.clone());
            }
            tx.put(Table::Incidents, whole[0].0.clone(), whole[0].1.clone());
            tx.put(Table::OpenIncidents, whole[1].0.clone(), whole[1].1.clone());
            Ok(())
        })
        .await;
    let differences = office.differences();
    assert!(differences.len() == 1 && differences[0].contains("entry 2"), "{differences:?}");
    office.wait(DAY);
    assert_eq!(office.desk.journal_heads().await.unwrap(), 0, "nothing changed since");
}

#[tokio::test]
async fn somebody_with_very_many_incidents_hands_over_all_of_them() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    for place in 0..520 {
        let new = office.quiet(&format!("Printer {place}"), "low", IncidentType::Outage);
        let number = office.desk.report(&rui, new).await.unwrap().number;
        office.press(&rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    }
    office.wait(SECOND);
    office.desk.disable(&ada, office.id(RUI), Some(office.id(MARA))).await.unwrap();
    let mara = office.id(MARA);
    for number in [1, 500, 501, 520] {
        let number = Number::Open(number).to_string();
        let found = office.desk.storage().read(|read| backend::incidents::find_by_number(read, &number)).unwrap();
        assert_eq!(found.unwrap().owner, Some(mara), "{number}");
    }
}
