//! How much of a month a service was there: what Rui confirmed counts, and nothing else.

use backend::incidents::NewReport;
use backend::services::ServiceDraft;
use backend::{Caller, Error};
use domain::availability::{Cause, Percent};
use domain::field::Problem;
use domain::ids::ServiceId;
use domain::incident::{CancelReason, Press};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::availability::AvailabilityView;

use crate::lifecycle::draft;
use crate::office::*;

/// E-mail was added on Monday, 23 November, at 08:00, with a target of 99 percent.
struct House {
    office: Office,
    ada: Caller,
    rui: Caller,
    mail: ServiceId,
}

impl House {
    async fn open() -> Self {
        let office = Office::open().await;
        let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
        let mail = office.desk.add_service(&ada, mail("99")).await.unwrap();
        Self { office, ada, rui, mail }
    }

    async fn reports(&self, title: &str, restricted: &str) -> String {
        let (service, restricted) = (self.mail.to_string(), restricted.to_owned());
        let report = ReportDraft { service, restricted, nonce: title.into(), ..draft(title) };
        self.office.desk.report(&self.ada, NewReport::by_web(report, false)).await.unwrap().number
    }

    /// Somebody who may says so of it; an hour later it works again.
    async fn hits(&self, number: &str, effect: Effect) {
        for effect in [effect, Effect::NotAffected] {
            let press = Press::Affect { service: self.mail, effect };
            self.office.press(&self.ada, number, press).await.unwrap();
            self.office.wait(HOUR);
        }
    }

    fn of(&self, who: &Caller, month: &str) -> Result<AvailabilityView, Error> {
        self.office.desk.availability(who, &self.mail.to_string(), month)
    }

    fn now(&self) -> AvailabilityView {
        self.of(&self.rui, "").unwrap()
    }
}

fn mail(target: &str) -> ServiceDraft {
    ServiceDraft { name: "E-mail".into(), target: target.into(), ..ServiceDraft::default() }
}

fn numbers(view: &AvailabilityView) -> Vec<(Cause, i64, Vec<&str>)> {
    let of = |line: &'_ domain::view::availability::LedgerLine| (line.cause, line.seconds / 60 * 60);
    let numbers = view.ledger.iter().map(|line| line.incidents.iter().map(|one| one.number.as_str()).collect());
    view.ledger.iter().map(of).zip(numbers).map(|((cause, seconds), numbers)| (cause, seconds, numbers)).collect()
}

#[tokio::test]
async fn what_rui_confirmed_counts_from_then_on_and_what_a_report_named_does_not() {
    let house = House::open().await;
    house.office.wait(2 * HOUR);
    house.reports("No mail", "").await;
    house.office.wait(HOUR);
    assert!(house.now().ledger.is_empty(), "a report is no outage");
    house.hits("INC-1", Effect::Degraded).await;
    house.hits("INC-1", Effect::Down).await;
    let seen = house.now();
    assert_eq!(numbers(&seen), [(Cause::Degraded, 3_600, vec!["INC-1"]), (Cause::Down, 3_600, vec!["INC-1"])]);
    assert_eq!((seen.down / 60, seen.degraded / 60, seen.observed / 60), (60, 60, 7 * 60));
    assert_eq!(seen.figure.map(|figure| figure.0 / 100), Some(857), "six of seven hours, degraded ones too");
    // From Monday 08:00 to the end of November: 7 days and 16 hours, one percent of which is 110 minutes.
    assert_eq!((seen.target, seen.left), (Some(Percent(99_000)), Some(110 - 60)));
    assert!(seen.since.is_some() && seen.running);
}

#[tokio::test]
async fn two_at_once_are_one_outage_and_what_lasts_lasts() {
    let house = House::open().await;
    house.reports("No mail", "").await;
    house.reports("Mail is slow", "").await;
    let press = |effect| Press::Affect { service: house.mail, effect };
    house.office.press(&house.rui, "INC-2", press(Effect::Degraded)).await.unwrap();
    house.office.wait(30 * MINUTE);
    house.office.press(&house.rui, "INC-1", press(Effect::Down)).await.unwrap();
    house.office.wait(30 * MINUTE);
    let seen = house.now();
    assert_eq!(numbers(&seen), [(Cause::Degraded, 1_800, vec!["INC-2"]), (Cause::Down, 1_800, vec!["INC-1"])]);
    assert_eq!(seen.ledger.last().unwrap().to, None);
    house.office.wait(10 * DAY);
    let november = house.of(&house.rui, "2026-11").unwrap();
    assert_eq!((november.next.as_deref(), november.before, november.running), (Some("2026-12"), None, false));
    assert!(november.ledger.last().unwrap().to.is_some() && november.left < Some(0));
    assert!(house.now().since.is_none() && house.now().before.as_deref() == Some("2026-11"));
}

#[tokio::test]
async fn cancelled_requested_and_restricted_take_no_part_and_a_merged_one_does() {
    let house = House::open().await;
    let secret = house.reports("Somebody reads our mail", "on").await;
    house.hits(&secret, Effect::Down).await;
    for caller in [&house.ada, &house.rui] {
        assert!(house.of(caller, "").unwrap().ledger.is_empty(), "the same figure for everybody");
    }
    let open = house.reports("No mail", "").await;
    house.hits(&open, Effect::Down).await;
    assert_eq!(house.now().ledger.len(), 1);
    house.office.press(&house.ada, &open, Press::Restrict).await.unwrap();
    assert!(house.now().ledger.is_empty(), "as if it had never been");

    let toner = house.reports("Toner", "").await;
    house.hits(&toner, Effect::Down).await;
    let kind = domain::classification::IncidentType::Request;
    house.office.press(&house.rui, &toner, Press::ChangeType { kind }).await.unwrap();
    assert!(house.now().ledger.is_empty());

    let false_alarm = house.reports("No mail again", "").await;
    house.hits(&false_alarm, Effect::Down).await;
    assert_eq!(house.now().ledger.len(), 1);
    let nothing = Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    house.office.press(&house.rui, &false_alarm, nothing).await.unwrap();
    assert!(house.now().ledger.is_empty());

    let (one, other) = (house.reports("Mail is down", "").await, house.reports("Mail is dead", "").await);
    house.hits(&one, Effect::Down).await;
    house.office.press(&house.rui, &one, Press::Merge { into: other, reopen: false }).await.unwrap();
    assert_eq!(numbers(&house.now()), [(Cause::Down, 3_600, vec![one.as_str()])]);
}

#[tokio::test]
async fn months_that_are_none_are_not_there_and_the_page_is_the_team_s() {
    let house = House::open().await;
    for month in ["2026-10", "2026-12", "2026-13", "november", "1970-01"] {
        assert_eq!(house.of(&house.rui, month).err(), Some(Error::NotFound), "{month}");
    }
    assert!(house.of(&house.rui, "2026-11").is_ok());
    assert_eq!(house.office.desk.availability(&house.rui, "0000000000000001", "").err(), Some(Error::NotFound));
    let ana = house.office.signed_in(ANA).await;
    assert_eq!(house.of(&ana, "").err(), Some(Error::Denied));
    assert_eq!(house.of(&Caller::visitor(), "").err(), Some(Error::SignedOut));
}

#[tokio::test]
async fn a_target_is_a_percentage_or_nothing() {
    let house = House::open().await;
    for typed in ["100.5", "0", "always"] {
        let outcome = house.office.desk.change_service(&house.ada, house.mail, mail(typed), None).await;
        assert_eq!(problems(outcome), [("target".to_owned(), Problem::Malformed)], "{typed}");
    }
    house.office.desk.change_service(&house.ada, house.mail, mail(""), None).await.unwrap();
    assert_eq!((house.now().target, house.now().left), (None, None));
}
