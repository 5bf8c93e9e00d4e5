//! Who is told of a new incident where there is a rota, and what happens when nobody takes it.

use backend::duty::{AwayDraft, RotationDraft};
use backend::notices::{NoticeKind, Recipient};
use backend::storage::{Order, Read, Table};
use domain::audience::RecipientReason;
use domain::ids::PersonId;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE};

use crate::lifecycle::draft;
use crate::office::*;

pub const NUNO: &str = "nuno@example.org";

/// Nuno and Rui respond; the rota is Rui's alone and begins at nine.
pub async fn with_a_rota() -> Office {
    let office = Office::open().await;
    office.add(NUNO, "Nuno", "responder").await;
    let mara = office.signed_in(MARA).await;
    let rota = RotationDraft {
        name: "Network".into(),
        zone: "UTC".into(),
        first: "2026-11-23T09:00".into(),
        every_days: "7".into(),
        people: vec![office.id(RUI).to_string()],
        hours: String::new(),
    };
    office.desk.add_rotation(&mara, rota).await.unwrap();
    office
}

pub fn pressing(title: &str) -> ReportDraft {
    ReportDraft { impact: "high".into(), urgency: "high".into(), nonce: title.into(), ..draft(title) }
}

fn minor(title: &str) -> ReportDraft {
    ReportDraft { impact: "low".into(), urgency: "low".into(), nonce: title.into(), ..draft(title) }
}

impl Office {
    /// Who is told of the new incident, and why, since the last look.
    pub fn alerted(&self, seen: &mut usize) -> Vec<(PersonId, RecipientReason)> {
        let told = self.queued().into_iter().filter(|notice| notice.kind == NoticeKind::NewIncident);
        let told = told.filter_map(|notice| match notice.recipient {
            Recipient::Person(person) => Some((person, notice.reasons[0].clone())),
            Recipient::Address(_) => None,
        });
        let all: Vec<_> = told.collect();
        let mut new = all[*seen..].to_vec();
        *seen = all.len();
        new.sort();
        new
    }

    pub fn those(&self, people: &[&str], reason: &RecipientReason) -> Vec<(PersonId, RecipientReason)> {
        let mut those: Vec<_> = people.iter().map(|email| (self.id(email), reason.clone())).collect();
        those.sort();
        those
    }

    /// How many incidents have a step to come.
    pub fn escalating(&self) -> usize {
        let timers = self.desk.storage().read(|read| read.scan(Table::Timers, &[], &[], Order::Ascending, 1_000));
        let kind = backend::timers::Kind::DutyEscalates as u8;
        timers.unwrap().iter().filter(|(key, _)| key[8] == kind).count()
    }

    pub fn is_sound(&self) {
        let verdict = self.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
        assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    }
}

#[tokio::test]
async fn with_nobody_on_duty_the_managers_are_told_and_then_whoever_is_on_duty_alone() {
    let office = with_a_rota().await;
    let mut seen = 0;
    office.visitor_reports(minor("Before the first turn")).await;
    let managers = office.those(&[MARA, ADA], &RecipientReason::NobodyOnCall);
    assert_eq!(office.alerted(&mut seen), managers, "never silence");
    office.wait(2 * HOUR);
    office.visitor_reports(minor("The printer smokes")).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::OnCall));
    assert_eq!(office.escalating(), 0, "it is not that urgent");
}

#[tokio::test]
async fn without_a_rota_everybody_is_told_but_who_is_away() {
    let office = Office::open().await;
    let (rui, mut seen) = (office.signed_in(RUI).await, 0);
    office.visitor_reports(pressing("The network is down")).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[ADA, MARA, RUI], &RecipientReason::Team));
    assert_eq!(office.escalating(), 0);
    office.wait(MINUTE);
    office.desk.be_away(&rui, AwayDraft { to: "2026-11-30T09:00".into(), ..AwayDraft::default() }).await.unwrap();
    office.visitor_reports(pressing("The mail is down")).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[ADA, MARA], &RecipientReason::Team));
}

#[tokio::test]
async fn what_nobody_takes_goes_to_the_managers_and_then_to_the_whole_team_and_fires_once() {
    let office = with_a_rota().await;
    office.wait(2 * HOUR);
    let mut seen = 0;
    office.visitor_reports(pressing("The network is down")).await;
    assert_eq!(office.alerted(&mut seen), office.those(&[RUI], &RecipientReason::OnCall));
    office.is_sound();
    office.wait(19 * MINUTE);
    office.desk.fire_due_timers().await.unwrap();
    assert!(office.alerted(&mut seen).is_empty(), "it is a P2 as long as nobody has verified it");
    office.wait(2 * MINUTE);
    for _ in 0..2 {
        office.desk.fire_due_timers().await.unwrap();
    }
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::NotTaken));
    office.is_sound();
    office.wait(8 * HOUR);
    office.desk.fire_due_timers().await.unwrap();
    assert_eq!(office.alerted(&mut seen), office.those(&[NUNO], &RecipientReason::NotTaken), "also after a downtime");
    office.desk.fire_due_timers().await.unwrap();
    assert!(office.alerted(&mut seen).is_empty() && office.escalating() == 0);
    office.is_sound();
}

#[tokio::test]
async fn a_take_answers_it_an_assignment_does_not_and_an_undone_take_begins_it_anew() {
    let office = with_a_rota().await;
    office.wait(2 * HOUR);
    let (mara, mut seen) = (office.signed_in(MARA).await, 0);
    let number = office.visitor_reports(pressing("The network is down")).await.number;
    office.alerted(&mut seen);
    office.wait(15 * MINUTE);
    office.press(&mara, &number, Press::Assign { owner: Some(office.id(NUNO)) }).await.unwrap();
    office.wait(6 * MINUTE);
    office.desk.fire_due_timers().await.unwrap();
    assert_eq!(office.alerted(&mut seen), office.those(&[MARA, ADA], &RecipientReason::NotTaken), "when it was due");
    let rui = office.signed_in(RUI).await;
    let taken = office.press(&rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    assert_eq!(office.escalating(), 0);
    office.is_sound();
    office.press(&rui, &number, Press::Undo { sequence: taken.sequence.unwrap() }).await.unwrap();
    assert_eq!(office.escalating(), 1, "nobody has it again");
    office.is_sound();
    office.wait(HOUR);
    office.desk.fire_due_timers().await.unwrap();
    assert!(!office.alerted(&mut seen).is_empty());
}
