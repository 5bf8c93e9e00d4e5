//! What is forgotten, and when: names and addresses of reporters go 24 months after what they reported has ended.

use std::time::Duration;

use backend::Caller;
use backend::journal::Fact;
use backend::mail::courier::Inbox;
use backend::outbox::{LetterFilter, Outbox, Route, list_letters};
use backend::retention::REPORTERS;
use backend::storage::{Order, Read, Table};
use domain::incident::{CancelReason, Press};
use domain::report::ReportDraft;
use domain::time::{DAY, MINUTE};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, Office, RUI};

fn by_vera(title: &str) -> ReportDraft {
    ReportDraft { name: "Vera Quint".into(), contact: "room 1217".into(), nonce: title.into(), ..draft(title) }
}

impl Office {
    async fn ended(&self, number: &str) {
        let rui = self.signed_in(RUI).await;
        let cancel = Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
        self.press(&rui, number, cancel).await.unwrap();
    }

    /// Where this text still stands on the disk, table by table.
    pub fn tables_with(&self, text: &str) -> Vec<&'static str> {
        let read = self.desk.storage().snapshot().unwrap();
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part.eq_ignore_ascii_case(text.as_bytes()));
        let has = |table: &Table| {
            let rows = read.scan(*table, &[], &[], Order::Ascending, 100_000).unwrap();
            rows.iter().any(|(key, value)| holds(key) || holds(value))
        };
        Table::ALL.iter().filter(|table| has(table)).map(|table| table.name()).collect()
    }
}

#[tokio::test]
async fn vera_is_forgotten_two_years_after_her_report_has_ended_and_the_record_still_verifies() {
    let office = Office::open().await;
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(Inbox::default()), Duration::from_millis(500));
    let token = office.visitor_reports(by_vera("Mail is down")).await.token.unwrap();
    outbox.work_off().await.unwrap();
    office.desk.add_words(&token, "Still the same".into(), String::new()).await.unwrap();
    office.wait(MINUTE);
    outbox.work_off().await.unwrap();
    office.ended("INC-1").await;
    office.wait(MINUTE);
    outbox.work_off().await.unwrap();
    let rui = office.signed_in(RUI).await;
    let before = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
    let told = async || {
        let rui = office.signed_in(RUI).await;
        let head = office.desk.incident_head(&rui, "INC-1").await.unwrap();
        let lines = office.lines(&rui, "INC-1").await;
        (head.title, lines[0].html.clone(), lines.len())
    };
    let told_before = told().await;
    assert_eq!(before.reporters[0].name, "Vera Quint");
    assert!(office.tables_with("Vera Quint").contains(&"letters"));

    office.wait(REPORTERS - DAY);
    assert!(office.desk.erase_old_letters().await.unwrap() > 0);
    assert_eq!(office.desk.erase_reporters().await.unwrap(), 0, "a day early");
    office.wait(2 * DAY);
    assert_eq!(office.desk.erase_reporters().await.unwrap(), 1);
    assert_eq!(office.desk.erase_reporters().await.unwrap(), 0, "and once");
    assert!(office.journal().contains(&Fact::ReportersErased { people: 1 }));

    let rui = office.signed_in(RUI).await;
    let after = office.desk.incident_facts(&rui, "INC-1").await.unwrap();
    let reporter = &after.reporters[0];
    assert_eq!((reporter.name.as_str(), &reporter.email, &reporter.contact), ("somebody", &None, &None));
    assert_eq!(told().await, told_before);
    for told in ["Vera Quint", "vera@example.org", "room 1217"] {
        assert_eq!(office.tables_with(told), Vec::<&str>::new(), "{told}");
    }
    let read = office.desk.storage().snapshot().unwrap();
    let letters = list_letters(&read, &LetterFilter::default(), &|_| Ok(true), None, 100).unwrap().letters;
    assert!(letters.iter().any(|letter| letter.to == "rui@example.org"), "who was told, and why, stays");
    office.verified();
}

#[tokio::test]
async fn who_reported_lately_has_an_account_or_wants_letters_is_kept() {
    let office = Office::open().await;
    office.visitor_reports(by_vera("Mail is down")).await;
    let of = |email: &str, title: &str| ReportDraft { email: email.into(), ..by_vera(title) };
    office.visitor_reports(of("otto@example.org", "Printing is down")).await;
    office.visitor_reports(of("pia@example.org", "Phones are down")).await;
    let ana = office.signed_in(ANA).await;
    let by_ana = backend::incidents::NewReport::by_web(by_vera("Files are gone"), false);
    office.desk.report(&ana, by_ana).await.unwrap();
    for number in ["INC-1", "INC-2", "INC-3", "INC-4"] {
        office.ended(number).await;
    }
    let ada = office.signed_in(ADA).await;
    let everyone = office.desk.add_audience(&ada, "Works council").await.unwrap();
    office.desk.add_member(&ada, everyone, "Pia", "pia@example.org").await.unwrap();
    office.wait(REPORTERS + DAY);
    office.visitor_reports(of("vera@example.org", "Mail is down again")).await;
    assert_eq!(office.desk.erase_reporters().await.unwrap(), 1, "Otto");
    let kept = |email: &str| !office.person(email).name.is_empty();
    assert!(kept("vera@example.org") && kept("pia@example.org") && kept(ANA) && kept(MARA));
    assert_eq!(office.tables_with("otto@example.org"), Vec::<&str>::new());
    assert!(office.desk.report_page(&Caller::visitor()).is_ok());
    office.verified();
}
