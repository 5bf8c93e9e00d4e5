//! Stories of who is told what: the owner when something fails again, nobody what was not written for them, and
//! nobody twice.

use backend::Caller;
use backend::incidents::{JoinRequest, Receipt, ReceiptLink};
use backend::outbox::LetterFilter;
use backend::subscriptions::Scope;
use domain::classification::{Level, Priority};
use domain::incident::{Press, Resolution, Verdict};
use domain::report::ReportDraft;
use domain::time::{DAY, MINUTE, SECOND};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, RUI};
use crate::outbox::House;

const VERA: &str = "vera@example.org";

fn fixed() -> Press {
    Press::Resolve { resolution: Resolution { text: "A new cable.".into(), restored_at: None } }
}

impl House {
    /// The newest letter to this address.
    fn newest(&self, to: &str) -> String {
        self.letters(to).pop().map(|letter| letter.text).unwrap_or_default()
    }

    fn incident(&self, number: &str) -> domain::incident::Incident {
        let read = self.office.desk.storage().snapshot().unwrap();
        backend::incidents::find_by_number(&read, number).unwrap().unwrap()
    }

    /// Of a service, so that others are offered to join it.
    async fn vera_reports(&self) -> Receipt {
        let service = self.office.service("E-mail").await;
        self.office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await
    }

    /// Their receipt, as it is mailed to them.
    async fn joins(&self, number: &str, name: &str) -> String {
        let email = format!("{}@example.org", name.to_lowercase());
        let request = JoinRequest {
            number: number.to_owned(),
            name: name.to_owned(),
            email: email.clone(),
            ..JoinRequest::default()
        };
        self.office.desk.join(&Caller::visitor(), request).await.unwrap();
        let link = ReceiptLink { incident: self.incident(number).id, person: self.office.id(&email) };
        self.office.desk.receipt_token(link)
    }
}

#[tokio::test]
async fn the_first_reporters_words_on_a_reopened_incident_reach_the_owner_and_no_joiner() {
    let house = House::open().await;
    let office = &house.office;
    let receipt = house.vera_reports().await;
    house.joins(&receipt.number, "Joaquim").await;
    house.rui_takes(&receipt.number).await;
    house.rui(&receipt.number, fixed()).await;
    house.later(MINUTE).await;
    let words = "Still broken, my password is kestrel".to_owned();
    office.desk.judge(&receipt.token.unwrap(), Verdict::StillBroken, words, "n".into()).await.unwrap();
    house.later(MINUTE).await;
    assert!(house.newest("joaquim@example.org").contains("not fixed yet"));
    assert!(!house.newest("joaquim@example.org").contains("kestrel"));
    let told = house.newest(RUI);
    assert_eq!(told.matches("kestrel").count(), 1, "once, to the owner: {told}");
}

#[tokio::test]
async fn a_signed_in_reporter_who_says_still_broken_reaches_the_owner() {
    let house = House::open().await;
    let office = &house.office;
    let ana = office.signed_in(ANA).await;
    let report = ReportDraft { name: String::new(), email: String::new(), ..draft("Mail is down") };
    let number = office.desk.report(&ana, backend::incidents::NewReport::by_web(report, false)).await.unwrap().number;
    house.rui_takes(&number).await;
    house.rui(&number, fixed()).await;
    house.later(MINUTE).await;
    let before = house.letters(RUI).len();
    let judged = Press::Judge { verdict: Verdict::StillBroken, words: String::new() };
    office.press(&ana, &number, judged).await.unwrap();
    house.later(MINUTE).await;
    assert_eq!(house.letters(RUI).len(), before + 1);
    assert!(house.newest(RUI).contains("says that it is still broken"), "{}", house.newest(RUI));
}

#[tokio::test]
async fn one_of_five_who_says_still_broken_alerts_the_owner_once() {
    let house = House::open().await;
    let office = &house.office;
    let number = house.vera_reports().await.number;
    let mut tokens = Vec::new();
    for name in ["Joaquim", "Teresa", "Olga", "Nuno"] {
        tokens.push(house.joins(&number, name).await);
    }
    house.rui_takes(&number).await;
    house.rui(&number, fixed()).await;
    house.later(MINUTE).await;
    let before = house.letters(RUI).len();
    for nonce in ["a", "b"] {
        office.desk.judge(&tokens[0], Verdict::StillBroken, String::new(), nonce.into()).await.unwrap();
        house.later(MINUTE).await;
    }
    assert_eq!(house.letters(RUI).len(), before + 1);
    assert!(house.newest(RUI).contains("1 of 5 say that it is still broken."), "{}", house.newest(RUI));
    let said = house.incident(&number).revision;
    office.desk.judge(&tokens[0], Verdict::StillBroken, String::new(), "c".into()).await.unwrap();
    assert_eq!(house.incident(&number).revision, said, "the same verdict again is no change");
    for (token, nonce) in tokens[1..].iter().zip(["d", "e", "f"]) {
        office.desk.judge(token, Verdict::StillBroken, String::new(), nonce.into()).await.unwrap();
        house.later(MINUTE).await;
    }
    assert_eq!(house.letters(RUI).len(), before + 1, "the owner knows already");
}

#[tokio::test]
async fn a_raised_priority_is_told_with_what_it_was_before() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(MINUTE).await;
    let before = house.incident(&number).priority;
    let mara = house.office.signed_in(MARA).await;
    let classify = Press::Classify { impact: Level::High, urgency: Level::High, priority: None, reason: String::new() };
    house.office.press(&mara, &number, classify).await.unwrap();
    house.later(MINUTE).await;
    assert_eq!((before, house.incident(&number).priority), (Priority::P4, Priority::P1));
    assert!(house.newest(RUI).contains("was raised from P4 to P1."), "{}", house.newest(RUI));
}

#[tokio::test]
async fn an_address_gets_three_receipts_in_any_hour_and_no_fourth() {
    let house = House::open().await;
    // 08:58, so that the clock's hour ends in between.
    house.office.wait(58 * MINUTE);
    for n in 0..6 {
        house.ana_reports(&format!("Thing {n} is down")).await;
        house.later(30 * SECOND).await;
    }
    assert_eq!(house.letters(ANA).len(), 3);
    house.later(58 * MINUTE).await;
    house.ana_reports("Mail is down").await;
    house.later(0).await;
    assert_eq!(house.letters(ANA).len(), 4, "the first is an hour ago");
}

#[tokio::test]
async fn the_reporter_of_a_restricted_report_can_stop_its_letters_and_its_members_cannot() {
    let house = House::open().await;
    let office = &house.office;
    let receipt = office.visitor_reports(ReportDraft { restricted: "on".into(), ..draft("Stolen laptop") }).await;
    let incident = house.incident(&receipt.number);
    house.later(0).await;
    let ada = office.signed_in(ADA).await;
    for person in [incident.first_reporter().unwrap(), office.id(ADA)] {
        let token = office.desk.unsubscribe_token(person, Scope::Incident(incident.id));
        office.desk.unsubscribe(&token).await.unwrap();
    }
    house.later(0).await;
    let before = (house.letters(VERA).len(), house.letters(ADA).len());
    office.press(&ada, &receipt.number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    let words = "It was in the train.".to_owned();
    office.desk.add_words(&receipt.token.unwrap(), words, "n".into()).await.unwrap();
    house.later(MINUTE).await;
    assert_eq!(house.letters(VERA).len(), before.0, "Vera stopped them");
    assert_eq!(house.letters(ADA).len(), before.1 + 1, "Ada has a duty to know");
}

#[tokio::test]
async fn a_letter_about_many_incidents_offers_to_stop_each_of_them() {
    let house = House::open().await;
    house.office.address_is_set().await;
    for n in 0..12 {
        house.ana_reports(&format!("Thing {n} is down")).await;
    }
    house.later(0).await;
    house.later(2 * MINUTE).await;
    let letters = house.letters(RUI);
    assert!(letters[0].unsubscribe && letters[0].text.matches("/u/").count() == 1);
    let bundle = &letters[5];
    assert_eq!(bundle.subject, "7 more incidents");
    assert!(!bundle.unsubscribe, "no one press can stop seven");
    assert_eq!(bundle.text.matches("/u/").count(), 7, "{}", bundle.text);
}

#[tokio::test]
async fn what_letters_said_is_kept_as_long_as_their_bytes() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui(&number, Press::Message { text: "Which floor are you on?".into() }).await;
    house.later(MINUTE).await;
    house.later(31 * DAY).await;
    assert!(house.office.desk.erase_old_letters().await.unwrap() > 0);
    let stored = house.stored(&LetterFilter { recipient: Some(house.office.id(ANA)), ..LetterFilter::default() });
    assert!(!stored.is_empty());
    assert!(!format!("{stored:?}").contains("Which floor"), "{stored:?}");
    assert!(stored.iter().all(|letter| letter.bytes.is_none() && !letter.why.is_empty()));
    let ada = house.office.signed_in(ADA).await;
    let shown = house.office.desk.letter(&ada, &stored[0].id.to_string()).await.unwrap();
    assert!(shown.text.contains("erased"), "{}", shown.text);
}
