//! Who is signed in finds what they reported on the first page.

use backend::Caller;
use backend::incidents::{JoinRequest, NewReport};
use domain::incident::{CancelReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::time::{DAY, SECOND};

use crate::lifecycle::draft;
use crate::office::*;

#[tokio::test]
async fn ana_finds_her_reports_with_their_state_and_is_not_asked_whether_they_hit_her_too() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    let service = office.service("E-mail").await;
    let vera = ReportDraft { service: service.clone(), ..draft("Mail is down") };
    office.visitor_reports(vera).await;
    office.wait(SECOND);
    let hers = ReportDraft { service, nonce: String::new(), ..draft("My mailbox is full") };
    office.desk.report(&ana, NewReport::by_web(hers, false)).await.unwrap();
    let own = || -> Vec<_> {
        let own = office.desk.home_of(&ana).unwrap().own;
        own.into_iter().map(|report| (report.title, report.state, report.receipt.is_some())).collect()
    };
    let line = |title: &str, state: &str| (title.to_owned(), state.to_owned(), false);
    assert_eq!(own(), [line("My mailbox is full", "Reported, not confirmed yet")]);

    office.desk.join(&ana, JoinRequest { number: "INC-1".into(), ..JoinRequest::default() }).await.unwrap();
    let joined = line("E-mail", "Reported, not confirmed yet");
    assert_eq!(own()[1], joined, "never the words of whoever reported it");
    assert!(office.desk.home_of(&ana).unwrap().known.is_empty());
    assert!(office.desk.report_page(&ana).unwrap().known.is_empty());

    let resolution = Resolution { text: "Made room".into(), ..Resolution::default() };
    office.press(&rui, "INC-2", Press::TakeAndResolve { resolution }).await.unwrap();
    assert_eq!(own(), [joined, line("My mailbox is full", "Fixed")], "what is open comes first");
    let visitor = office.desk.home_of(&Caller::visitor()).unwrap();
    assert_eq!((visitor.own.len(), visitor.known.len()), (0, 1));
}

#[tokio::test]
async fn a_restricted_report_leads_its_reporter_to_the_receipt_until_that_ends() {
    let office = Office::open().await;
    let (ana, ada) = (office.signed_in(ANA).await, office.signed_in(ADA).await);
    let secret = ReportDraft { restricted: "on".into(), ..draft("A laptop is gone") };
    let number = office.desk.report(&ana, NewReport::by_web(secret, false)).await.unwrap().number;
    let token = office.desk.home_of(&ana).unwrap().own.remove(0).receipt.unwrap();
    assert_eq!(office.desk.receipt(&token).unwrap().number, number);
    let cancel = Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    office.press(&ada, &number, cancel).await.unwrap();
    office.wait(91 * DAY);
    let ana = office.signed_in(ANA).await;
    assert!(office.desk.home_of(&ana).unwrap().own.is_empty());
}
