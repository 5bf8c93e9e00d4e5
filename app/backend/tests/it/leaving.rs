//! "Me too" pressed by mistake is taken back; who pressed it says where we write to.

use backend::incidents::JoinRequest;
use backend::{Caller, Error};
use domain::Refusal;
use domain::field::Problem;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::SECOND;

use crate::lifecycle::draft;
use crate::office::*;

/// E-mail is down, as Vera reported at 08:00; a visitor pressed "me too". The visitor's receipt.
async fn joined(office: &Office) -> String {
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await;
    office.wait(60 * SECOND);
    let request = JoinRequest { number: "INC-1".into(), ..JoinRequest::default() };
    office.desk.join(&Caller::visitor(), request).await.unwrap().token.unwrap()
}

fn people(office: &Office) -> u64 {
    office.desk.home(&Caller::visitor()).unwrap().known[0].people
}

#[tokio::test]
async fn a_receipt_says_what_was_joined_and_takes_it_back() {
    let office = Office::open().await;
    let token = joined(&office).await;
    let view = office.desk.receipt(&token).unwrap();
    let told = view.joined.unwrap();
    assert_eq!((told.what.as_str(), told.reported.text.as_str(), told.may_leave), ("E-mail", "08:00", true));
    assert_eq!((view.title.as_str(), people(&office)), ("", 2));

    office.desk.leave(&token, view.nonce).await.unwrap();
    assert_eq!((people(&office), office.desk.receipt(&token).err()), (1, Some(Error::NotFound)));
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.desk.incident_head(&rui, "INC-1").await.unwrap().people, 1);
    office.verified();
}

#[tokio::test]
async fn who_reported_it_takes_nothing_back() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    office.desk.report(&ana, backend::incidents::NewReport::by_web(draft("Mail is down"), false)).await.unwrap();
    assert_eq!(refusal(office.press(&ana, "INC-1", Press::Leave).await), Refusal::NotAllowed);
    let vera = office.visitor_reports(draft("The door is stuck")).await.token.unwrap();
    assert!(office.desk.receipt(&vera).unwrap().joined.is_none());
    assert_eq!(refusal(office.desk.leave(&vera, String::new()).await), Refusal::NotAllowed);
}

#[tokio::test]
async fn three_presses_of_which_two_were_taken_back_confirm_nothing() {
    let office = Office::open().await;
    let first = joined(&office).await;
    office.desk.leave(&first, String::new()).await.unwrap();
    for stays in [false, true] {
        let (number, browser) = ("INC-1".to_owned(), office.desk.browser_mark().unwrap());
        let request = JoinRequest { number, browser, ..JoinRequest::default() };
        let token = office.desk.join(&Caller::visitor(), request).await.unwrap().token.unwrap();
        if !stays {
            office.desk.leave(&token, String::new()).await.unwrap();
        }
    }
    let rui = office.signed_in(RUI).await;
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((people(&office), seen.unverified), (2, true));
}

#[tokio::test]
async fn who_took_it_back_and_joins_again_from_the_same_browser_counts_again() {
    let office = Office::open().await;
    let first = joined(&office).await;
    assert_eq!(people(&office), 2);
    office.desk.leave(&first, String::new()).await.unwrap();
    assert_eq!(people(&office), 1);
    for nonce in ["later", "once more"] {
        let request = JoinRequest { number: "INC-1".into(), nonce: nonce.into(), ..JoinRequest::default() };
        office.desk.join(&Caller::visitor(), request).await.unwrap();
        assert_eq!(people(&office), 2);
    }
}

#[tokio::test]
async fn an_address_given_on_the_receipt_counts_its_owner_instead_known_or_not() {
    for email in ["otto@example.org", ANA, SOL] {
        let office = Office::open().await;
        let token = joined(&office).await;
        assert!(office.desk.receipt(&token).unwrap().joined.unwrap().may_give_address);
        assert_eq!(
            problems(office.desk.write_to_me(&token, "otto").await),
            [("email".to_owned(), Problem::NotAnAddress)]
        );
        let queued = office.notices();
        office.desk.write_to_me(&token, email).await.unwrap();
        assert_eq!((people(&office), office.notices() - queued), (2, 1), "{email} gets the receipt");
        assert_eq!(office.desk.receipt(&token).err(), Some(Error::NotFound), "whoever typed it may be anybody");
        office.verified();
    }
}
