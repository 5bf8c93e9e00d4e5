//! Two people, nothing configured but what set-up asks: Ada and Rui in Vienna. It is Friday, 26 March 2027, 16:50, and
//! Monday is a public holiday; the clocks go forward on Sunday.

use std::collections::BTreeMap;
use std::time::Duration;

use backend::calendars::{CalendarRecord, OFFICE_HOURS};
use backend::desk::SetUpDraft;
use backend::mail::courier::Inbox;
use backend::outbox::{LetterFilter, Outbox, Route};
use domain::classification::Priority;
use domain::field::Problem;
use domain::incident::SlaClock;
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, Moment};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, FIREFOX, MORNING, OFFICE, Office, PASSWORD, RUI, problems, token_of};
use crate::outbox::House;

/// 16:50 in Vienna.
const FRIDAY: i64 = MORNING + 123 * DAY + 7 * HOUR + 50 * MINUTE;
/// Tuesday, 09:20: ten minutes on Friday, and twenty on the next day of work.
const DUE: Moment = Moment(MORNING + 127 * DAY - 40 * MINUTE);

async fn set_up(holidays: &str) -> House {
    let office = Office::empty();
    office.wait(FRIDAY - MORNING - 2 * HOUR);
    let link = office.desk.set_up_link().await.unwrap().unwrap();
    let draft = SetUpDraft {
        organisation: "Example Ltd".into(),
        zone: "Europe/Vienna".into(),
        holidays: holidays.into(),
        public_url: "https://desk.example.org".into(),
        reach: "network".into(),
        mail_domains: "example.org".into(),
        name: "Ada Lima".into(),
        email: ADA.into(),
        password: PASSWORD.into(),
        ..SetUpDraft::default()
    };
    let unknown = SetUpDraft { holidays: "Narnia".into(), ..draft.clone() };
    let refused = office.desk.set_up(token_of(&link), &unknown, FIREFOX, OFFICE).await;
    assert_eq!(problems(refused), [("holidays".to_owned(), Problem::Unknown)]);
    office.desk.set_up(token_of(&link), &draft, FIREFOX, OFFICE).await.unwrap();
    office.add(RUI, "Rui Costa", "responder").await;
    let inbox = Inbox::default();
    let outbox = Outbox::new(office.desk.clone(), Route::Inbox(inbox.clone()), Duration::from_millis(500));
    House { office, outbox, inbox }
}

#[tokio::test]
async fn receipt_board_and_ledger_name_the_same_instant_and_nothing_is_mailed_about_gaps() {
    let house = set_up("").await;
    let office = &house.office;
    office.clock.advance(FRIDAY - office.now().0);
    let report = ReportDraft { email: ANA.into(), name: "Ana Silva".into(), ..draft("Mail is down") };
    let number = office.visitor_reports(report).await.number;
    house.later(0).await;
    let rui = office.signed_in(RUI).await;
    let card = office.desk.cards(&rui, std::slice::from_ref(&number)).unwrap().remove(0).card.unwrap();
    assert_eq!(card.priority, Some(Priority::P2));
    let (minute, due) = (|at: Moment| at.0 / MINUTE, card.due.unwrap().at);
    assert_eq!(minute(due), minute(DUE), "the card");
    let page = office.desk.clocks_page(&rui, &number).await.unwrap();
    let response = page.clocks.iter().find(|ledger| ledger.brief.clock == SlaClock::Response).unwrap();
    assert_eq!(response.brief.due.as_ref().map(|due| due.utc), Some(due), "the ledger");
    assert!(response.because.starts_with("Due Tue 09:20"), "{}", response.because);
    let receipt = house.letters(ANA).remove(0);
    assert!(receipt.text.contains("Tue 09:20 CEST"), "{}", receipt.text);

    // The weekend, the holiday and the morning after pass.
    for _ in 0..16 {
        office.wait(6 * HOUR);
        office.desk.fire_due_timers().await.unwrap();
        house.later(0).await;
    }
    office.verified();
    let mut kinds = BTreeMap::new();
    for letter in house.stored(&LetterFilter::default()) {
        *kinds.entry(backend::letters::kind_words(letter.kind, domain::locale::Locale::English)).or_insert(0) += 1;
    }
    let wanted = BTreeMap::from([("New incident", 2), ("Receipt", 1)]);
    assert_eq!(kinds, wanted, "targets are aims, there is no rota, and nobody asked for more");
}

#[tokio::test]
async fn who_wants_no_holidays_at_set_up_has_none_and_another_country_can_be_named() {
    let off = |house: &House| {
        let found = house.office.desk.storage().read(|read| CalendarRecord::find(read, OFFICE_HOURS)).unwrap();
        found.unwrap().off.into_iter().map(|off| off.from).collect::<Vec<_>>()
    };
    assert_eq!(off(&set_up("none").await), [""; 0]);
    let austria = off(&set_up("").await);
    assert!(austria.len() == 26 && austria.contains(&"2027-03-29".to_owned()), "{austria:?}");
    let germany = off(&set_up("DE").await);
    assert!(germany.len() == 18 && germany.contains(&"2027-03-26".to_owned()), "Good Friday: {germany:?}");
}
