//! Stories of mail in hard times: letters that grow too large, relays that stay away for days, addresses that are
//! none, and one letter that cannot be written among many that can.

use backend::mail::courier::Outcome;
use backend::notices::{Notice, NoticeKind, Recipient, queue_notice};
use backend::outbox::{LetterFilter, retry};
use backend::settings::Settings;
use backend::storage::Tx;
use domain::field::Problem;
use domain::incident::{HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, Moment, SECOND};
use domain::view::letters::LetterState;

use crate::lifecycle::draft;
use crate::office::{ANA, RUI, problems};
use crate::outbox::{House, invite};

/// More than any relay of a small office takes, and the bound of one letter's words.
const LARGE: usize = 1024 * 1024;

#[tokio::test]
async fn sixty_long_reports_at_once_reach_rui_in_letters_that_relays_take() {
    let house = House::open().await;
    let mut numbers = Vec::new();
    for n in 0..60 {
        // Four bytes in the text, four in the HTML; and quotes, which HTML writes with six.
        let description = "\u{1F525}\"".repeat(5_000);
        let nonce = format!("n-{n}");
        let report = ReportDraft { description, nonce, ..draft(&format!("Thing {n} burns")) };
        numbers.push(house.office.visitor_reports(report).await.number);
    }
    for _ in 0..60 {
        house.later(MINUTE).await;
    }
    let letters = house.letters(RUI);
    for number in &numbers {
        let word = format!("{number} is new");
        let told = letters.iter().filter(|letter| letter.text.contains(&word)).count();
        assert_eq!(told, 1, "{number}");
    }
    assert!(letters.iter().all(|letter| letter.text.len() < LARGE));
    assert_eq!(house.health().queued, 0);
}

#[tokio::test]
async fn forty_long_messages_after_an_outage_reach_ana_in_full() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(0).await;
    for n in 10..50 {
        let text = format!("Message {n}. {}", "\"".repeat(9_000));
        house.rui(&number, Press::Message { text }).await;
    }
    for _ in 0..60 {
        house.later(MINUTE).await;
    }
    let letters = house.letters(ANA);
    for n in 10..50 {
        let told = letters.iter().filter(|letter| letter.text.contains(&format!("Message {n}."))).count();
        assert_eq!(told, 1, "message {n}");
    }
    assert_eq!((house.health().queued, house.health().failed), (0, 0));
}

#[tokio::test]
async fn a_letter_that_cannot_be_written_fails_alone_and_says_why() {
    let house = House::open().await;
    let rui = house.office.id(RUI);
    let queue = move |tx: &mut Tx<'_>| {
        let mut notice = Notice::new(Recipient::Person(rui), NoticeKind::MailTest, Moment(tx.now()));
        notice.words = Some("x".repeat(2 * LARGE));
        queue_notice(tx, &notice)
    };
    house.office.desk.storage().write(queue).await.unwrap();
    invite(&house.office).await;
    house.later(0).await;
    assert_eq!(house.letters(RUI).len(), 1, "the other letter went out");
    let failed = house.stored(&LetterFilter { state: Some(LetterState::Failed), ..LetterFilter::default() });
    assert_eq!((failed.len(), failed[0].to.as_str()), (1, RUI));
    assert!(failed[0].attempts[0].answer.contains("cannot be written"), "{:?}", failed[0].attempts);
    assert_eq!((house.health().queued, house.health().failed), (0, 1));
    let told = house.letters(crate::office::ADA);
    assert!(told.len() == 1 && told[0].text.contains("cannot be written"), "Ada hears of it: {told:?}");
}

#[tokio::test]
async fn after_three_days_without_a_relay_greylisting_kills_no_letter() {
    let house = House::open().await;
    house.inbox.answer_next(Outcome::Unreachable { answer: "connection refused".into() });
    invite(&house.office).await;
    house.later(0).await;
    house.inbox.answer_next(Outcome::Deferred { answer: "450 4.2.1 greylisted".into() });
    house.later(3 * DAY).await;
    assert_eq!(house.stored(&LetterFilter::default())[0].state, LetterState::Deferred);
    house.later(HOUR).await;
    assert_eq!(house.letters(RUI).len(), 1);
}

#[tokio::test]
async fn a_letter_that_is_tried_again_by_hand_has_its_forty_eight_hours_again() {
    let house = House::open().await;
    let to_rui = LetterFilter { recipient: Some(house.office.id(RUI)), ..LetterFilter::default() };
    for _ in 0..20 {
        house.inbox.answer_next(Outcome::Deferred { answer: "450 busy".into() });
    }
    invite(&house.office).await;
    for _ in 0..30 {
        house.later(HOUR).await;
    }
    house.later(3 * DAY).await;
    let failed = house.stored(&to_rui)[0].clone();
    assert_eq!(failed.state, LetterState::Failed);

    house.inbox.answer_next(Outcome::Deferred { answer: "450 busy".into() });
    assert!(house.office.desk.storage().write(move |tx| retry(tx, failed.id)).await.unwrap());
    house.later(0).await;
    assert_eq!(house.stored(&to_rui)[0].state, LetterState::Deferred);
    house.later(HOUR).await;
    assert_eq!(house.letters(RUI).len(), 1);
}

#[tokio::test]
async fn an_address_whose_host_is_no_mail_domain_stops_no_letter() {
    let house = House::open().await;
    for host in ["http://it_desk.lan:3000", "http://desk.lan.", "http://10.0.0.7"] {
        let set = move |tx: &mut Tx<'_>| {
            Settings { public_url: Some(host.to_owned()), mail_from: None, ..Settings::stored(tx)? }.save(tx)
        };
        house.office.desk.storage().write(set).await.unwrap();
        invite(&house.office).await;
        house.later(SECOND).await;
        let letter = &house.stored(&LetterFilter::default())[0];
        assert_eq!(
            (letter.state, letter.envelope_from.as_str()),
            (LetterState::Accepted, "sitrep@localhost"),
            "{host}"
        );
    }
}

#[tokio::test]
async fn instants_that_no_calendar_knows_are_refused() {
    let house = House::open().await;
    let office = &house.office;
    let number = house.ana_reports("Mail is down").await;
    let rui = office.signed_in(RUI).await;
    let far = Some(Moment(8_210_266_876_799_999));
    let long_ago = Some(Moment(-8_334_601_228_800_000));
    house.rui_takes(&number).await;

    let audiences = vec![domain::ids::AudienceId(1)];
    let text = "Still down.".to_owned();
    let told =
        office.press(&rui, &number, Press::Tell { public_title: String::new(), audiences, text, promise: far }).await;
    assert_eq!(problems(told), [("promise".to_owned(), Problem::Malformed)]);
    let (reason, note) = (HoldReason::Vendor, String::new());
    let held = office.press(&rui, &number, Press::Hold { reason, note, until: far }).await;
    assert_eq!(problems(held), [("until".to_owned(), Problem::Malformed)]);
    let resolution = Resolution { text: "A new cable.".into(), restored_at: long_ago };
    let resolved = office.press(&rui, &number, Press::Resolve { resolution }).await;
    assert_eq!(problems(resolved), [("restored_at".to_owned(), Problem::Malformed)]);
}
