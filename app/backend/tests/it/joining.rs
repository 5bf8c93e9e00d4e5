//! "Me too": who counts once, what a second press is, and what a flood may not do.

use backend::incidents::{JoinRequest, Receipt};
use backend::{Caller, Error};
use domain::incident::Press;
use domain::report::ReportDraft;

use crate::lifecycle::draft;
use crate::office::{ANA, Office, RUI};

impl Office {
    pub async fn joined(&self, who: &Caller, email: &str, nonce: &str) -> Result<Receipt, Error> {
        let (number, name) = ("INC-1".to_owned(), "Otto".to_owned());
        let (email, nonce) = (email.to_owned(), nonce.to_owned());
        self.desk.join(who, JoinRequest { number, name, email, nonce, over_limit: false }).await
    }

    fn people_of_first_line(&self) -> u64 {
        self.desk.home().unwrap().known[0].people
    }
}

async fn with_a_known_outage() -> Office {
    let office = Office::open().await;
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await;
    office
}

#[tokio::test]
async fn a_double_press_counts_once_and_gets_the_same_receipt() {
    let office = with_a_known_outage().await;
    let nonce = office.desk.home().unwrap().nonce;
    let one = office.joined(&Caller::visitor(), "", &nonce).await.unwrap();
    let two = office.joined(&Caller::visitor(), "", &nonce).await.unwrap();
    assert_eq!((office.people_of_first_line(), one), (2, two));
    let other_page = office.desk.report_page(&Caller::visitor()).unwrap().nonce;
    assert_ne!(nonce, other_page);
    office.joined(&Caller::visitor(), "", &other_page).await.unwrap();
    assert_eq!(office.people_of_first_line(), 3, "somebody else");
    office.verified();
}

#[tokio::test]
async fn who_is_known_by_session_or_by_address_counts_once() {
    let office = with_a_known_outage().await;
    let ana = office.signed_in(ANA).await;
    for nonce in ["a", "b", "c"] {
        office.joined(&ana, "", nonce).await.unwrap();
        office.joined(&Caller::visitor(), "otto@example.org", nonce).await.unwrap();
        office.joined(&Caller::visitor(), "OTTO@example.org", &nonce.repeat(2)).await.unwrap();
        office.joined(&Caller::visitor(), "vera@example.org", nonce).await.unwrap();
    }
    assert_eq!(office.people_of_first_line(), 3, "Vera, Ana and Otto");
    office.verified();
}

#[tokio::test]
async fn a_flood_is_counted_and_confirms_nothing_and_writes_to_nobody() {
    let office = with_a_known_outage().await;
    let rui = office.signed_in(RUI).await;
    let queued = office.notices();
    for guest in 0..5 {
        let (number, email) = ("INC-1".to_owned(), format!("guest{guest}@example.org"));
        let request = JoinRequest { number, email, over_limit: true, ..JoinRequest::default() };
        office.desk.join(&Caller::visitor(), request).await.unwrap();
    }
    let seen = office.desk.incident(&rui, "INC-1").await.unwrap();
    assert_eq!((office.people_of_first_line(), seen.unverified, office.notices()), (6, true, queued));
    office.verified();
}

#[tokio::test]
async fn what_has_no_words_of_its_own_is_one_line_of_its_service() {
    let office = with_a_known_outage().await;
    let rui = office.signed_in(RUI).await;
    let service = office.desk.report_page(&Caller::visitor()).unwrap().services[0].id.clone();
    for title in ["Mail is slow", "Mail has no pictures"] {
        office.wait(60_000);
        let (service, email) = (service.clone(), format!("{}@example.org", title.len()));
        office.visitor_reports(ReportDraft { service, email, ..draft(title) }).await;
    }
    office.joined(&Caller::visitor(), "", "").await.unwrap();
    let home = office.desk.home().unwrap();
    let [line] = &home.known[..] else { panic!("one line: {:?}", home.known) };
    assert_eq!((line.number.as_str(), line.people, line.since.text.as_str()), ("INC-1", 4, "08:00"));

    let publish = Press::Publish { public_title: "Pictures are missing".into(), workaround: String::new() };
    office.press(&rui, "INC-3", publish).await.unwrap();
    let titles: Vec<_> =
        office.desk.home().unwrap().known.into_iter().map(|line| (line.public_title, line.people)).collect();
    assert_eq!(titles, [(None, 3), (Some("Pictures are missing".to_owned()), 1)]);
}
