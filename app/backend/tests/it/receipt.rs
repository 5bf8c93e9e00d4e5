//! What the reporter's private link shows, and what it no longer shows.

use backend::Caller;
use backend::incidents::{NewReport, ReceiptLink, find_by_number};
use domain::Refusal;
use domain::audience::AudienceKind;
use domain::incident::{CancelReason, HoldReason, Press, Resolution, Verdict};
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE, Moment, SECOND};

use crate::lifecycle::draft;
use crate::office::*;

impl Office {
    /// Everything the receipt says, one line after the other.
    fn lines_on(&self, token: &str) -> Vec<String> {
        self.desk.receipt(token).unwrap().lines.into_iter().map(|line| line.html).collect()
    }
}

#[tokio::test]
async fn words_that_rui_took_back_are_gone_from_vera_s_receipt() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let message = |text: &str| Press::Message { text: text.into() };
    office.press(&rui, "INC-1", message("We look into it")).await.unwrap();
    office.wait(SECOND);
    let slip = office.press(&rui, "INC-1", message("The password is swordfish")).await.unwrap();
    assert_eq!(office.lines_on(&token).len(), 2);
    office.press(&rui, "INC-1", Press::Undo { sequence: slip.sequence.unwrap() }).await.unwrap();
    let lines = office.lines_on(&token);
    assert!(lines.len() == 1 && lines[0].contains("We look into it"), "{lines:?}");

    office.wait(SECOND);
    let resolution = Resolution { text: "A new cable".into(), ..Resolution::default() };
    let resolved = office.press(&rui, "INC-1", Press::Resolve { resolution }).await.unwrap();
    assert!(office.lines_on(&token)[1].contains("A new cable"));
    office.press(&rui, "INC-1", Press::Undo { sequence: resolved.sequence.unwrap() }).await.unwrap();
    assert_eq!(office.lines_on(&token), lines);
}

#[tokio::test]
async fn one_receipt_takes_so_many_words_and_the_others_go_on() {
    let office = Office::open().await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let add = async |text: &str| office.desk.add_words(&token, text.to_owned(), String::new()).await;
    for _ in 0..10 {
        add(&"x".repeat(9_990)).await.unwrap();
    }
    assert_eq!(refusal(add(&"x".repeat(9_990)).await), Refusal::TimelineFull);
    add("A last word").await.unwrap();
    let rui = office.signed_in(RUI).await;
    office.press(&rui, "INC-1", Press::Note { text: "Call them".into() }).await.unwrap();
    let other = office.visitor_reports(draft("The door is stuck")).await.token.unwrap();
    for _ in 0..200 {
        office.desk.add_words(&other, "and again".to_owned(), String::new()).await.unwrap();
    }
    let one_more = office.desk.add_words(&other, "and again".to_owned(), String::new()).await;
    assert_eq!(refusal(one_more), Refusal::TimelineFull);
    office.verified();
}

/// Rui tells an audience.
async fn told(office: &Office, kind: AudienceKind, text: &str, promise: Option<Moment>) {
    let rui = office.signed_in(RUI).await;
    let audiences = vec![office.audience(kind)];
    office
        .press(&rui, "INC-1", Press::Tell { public_title: String::new(), audiences, text: text.into(), promise })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_receipt_has_the_words_to_everybody_affected_and_the_promise_in_them() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    let (rui, ada) = (office.signed_in(RUI).await, office.signed_in(ADA).await);
    office.desk.report(&ana, NewReport::by_web(draft("Mail is down"), false)).await.unwrap();
    let token = token_of_ana(&office);
    office.press(&rui, "INC-1", take()).await.unwrap();
    let later = office.now().plus(30 * MINUTE);
    told(&office, AudienceKind::Affected, "A cable is cut", Some(later)).await;
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "Sol Vaz", SOL).await.unwrap();
    office.wait(SECOND);
    told(&office, AudienceKind::Executive, "It costs us a fortune", Some(later.plus(HOUR))).await;

    let view = office.desk.receipt(&token).unwrap();
    assert_eq!(view.promise.map(|promise| promise.utc), Some(later));
    assert!(view.lines.len() == 1 && view.lines[0].html.contains("A cable is cut"), "{:?}", view.lines);
    assert_eq!(office.own(&ana, "INC-1").await.lines, view.lines, "her page says what her receipt says");

    office.press(&rui, "INC-1", resolve("A new cable")).await.unwrap();
    assert_eq!(office.desk.receipt(&token).unwrap().promise, None, "nothing is promised any more");
}

#[tokio::test]
async fn a_question_stands_on_the_receipt_until_it_is_answered() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let ask = Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which room?".into(), until: None };
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", ask).await.unwrap();
    assert!(office.desk.receipt(&token).unwrap().question.unwrap().contains("Which room?"));
    office.desk.add_words(&token, "Room 12".into(), String::new()).await.unwrap();
    assert_eq!(office.desk.receipt(&token).unwrap().question, None);
    assert_eq!(office.lines_on(&token).len(), 2, "question and answer");
}

#[tokio::test]
async fn a_question_stands_on_ana_s_own_page_until_it_is_answered() {
    let office = Office::open().await;
    let (ana, rui) = (office.signed_in(ANA).await, office.signed_in(RUI).await);
    office.desk.report(&ana, NewReport::by_web(draft("Mail is down"), false)).await.unwrap();
    let ask = Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which room?".into(), until: None };
    office.press(&rui, "INC-1", take()).await.unwrap();
    assert_eq!(office.own(&ana, "INC-1").await.question, None);
    office.press(&rui, "INC-1", ask).await.unwrap();
    let seen = office.own(&ana, "INC-1").await;
    assert!(seen.question.unwrap().contains("Which room?"));
    office.add("otto@example.org", "Otto", "employee").await;
    let otto = office.signed_in("otto@example.org").await;
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: String::new() };
    office.press(&rui, "INC-1", publish).await.unwrap();
    assert_eq!(office.own(&otto, "INC-1").await.question, None, "it was not asked of him");
    office.press(&ana, "INC-1", Press::AddWords { text: "Room 12".into() }).await.unwrap();
    assert_eq!(office.own(&ana, "INC-1").await.question, None);
}

#[tokio::test]
async fn only_who_joined_without_an_address_is_asked_where_to_write() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    let service = office.service("E-mail").await;
    let first = office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await.token.unwrap();
    let may_give = |token: &str| office.desk.receipt(token).unwrap().joined.is_some_and(|it| it.may_give_address);
    let nameless = office.joined(&Caller::visitor(), "", "a").await.unwrap().token.unwrap();
    assert!(may_give(&nameless));
    assert!(!may_give(&first), "who reported it");
    office.joined(&Caller::visitor(), "otto@example.org", "b").await.unwrap();
    office.joined(&ana, "", "c").await.unwrap();
    let incident = office.desk.storage().read(|read| find_by_number(read, "INC-1")).unwrap().unwrap();
    let given: Vec<_> = incident
        .reporters
        .iter()
        .map(|reporter| office.desk.receipt_token(ReceiptLink { incident: incident.id, person: reporter.person }))
        .map(|token| may_give(&token))
        .collect();
    assert_eq!(given, [false, true, false, false], "Vera, somebody, Otto and Ana");
}

#[tokio::test]
async fn a_workaround_is_offered_until_it_is_fixed_and_a_cancel_says_why() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: "Use the telephone".into() };
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", publish).await.unwrap();
    assert!(office.desk.receipt(&token).unwrap().workaround.is_some());
    office.press(&rui, "INC-1", resolve("A new cable")).await.unwrap();
    let status = office.desk.status_page(&Caller::visitor()).unwrap();
    assert_eq!((office.desk.receipt(&token).unwrap().workaround, &status.incidents[0].workaround), (None, &None));

    let other = office.visitor_reports(draft("A second screen, please")).await.token.unwrap();
    let cancel = Press::Cancel { why: CancelReason::Request, words: "Ask the shop".into() };
    office.press(&rui, "INC-2", cancel).await.unwrap();
    let lines = office.lines_on(&other);
    assert!(lines[0].contains("a request, not an incident") && lines[0].contains("Ask the shop"), "{lines:?}");
}

#[tokio::test]
async fn a_verdict_stands_among_the_words_and_a_restricted_report_says_how_many_read_it() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let token = office.visitor_reports(draft("Mail is down")).await.token.unwrap();
    office.press(&rui, "INC-1", take()).await.unwrap();
    office.press(&rui, "INC-1", resolve("A new cable")).await.unwrap();
    office.desk.judge(&token, Verdict::StillBroken, String::new(), String::new()).await.unwrap();
    let lines = office.lines_on(&token);
    assert!(lines.last().unwrap().contains("still broken"), "{lines:?}");

    let secret = ReportDraft { restricted: "on".into(), ..draft("A laptop is gone") };
    let secret = office.visitor_reports(secret).await.token.unwrap();
    let readers = [&token, &secret].map(|token| office.desk.receipt(token).unwrap().readers);
    assert_eq!(readers, [None, Some(1)], "Ada, who handles security reports");
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn resolve(text: &str) -> Press {
    Press::Resolve { resolution: Resolution { text: text.into(), ..Resolution::default() } }
}

fn token_of_ana(office: &Office) -> String {
    let incident = office.desk.storage().read(|read| find_by_number(read, "INC-1")).unwrap().unwrap().id;
    office.desk.receipt_token(ReceiptLink { incident, person: office.id(ANA) })
}
