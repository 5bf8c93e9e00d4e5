//! What was cancelled was an incident after all.

use backend::Caller;
use domain::incident::{CancelReason, Press, Status};
use domain::refusal::Refusal;
use domain::report::ReportDraft;
use domain::time::{DAY, MINUTE, SECOND};
use domain::view::board::BoardFilter;

use crate::lifecycle::draft;
use crate::office::{ANA, Office, RUI, refusal};
use crate::outbox::House;

fn cancel() -> Press {
    Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() }
}

fn reopen() -> Press {
    Press::Reopen { reason: "Three more called".into() }
}

#[tokio::test]
async fn for_five_working_days_a_cancelled_incident_comes_back_where_it_was() {
    let office = Office::open().await;
    let (mut rui, service) = (office.signed_in(RUI).await, office.service("E-mail").await);
    let token = office.visitor_reports(ReportDraft { service, ..draft("Mail is down") }).await.token.unwrap();
    office.wait(MINUTE);
    office.press(&rui, "INC-1", cancel()).await.unwrap();
    assert!(office.desk.home(&Caller::visitor()).unwrap().known.is_empty());
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!(seen.reopens_until.map(|until| until.text), Some("30 Nov 08:01".to_owned()), "a weekend lies between");

    office.wait(6 * DAY);
    rui = office.signed_in(RUI).await;
    office.press(&rui, "INC-1", reopen()).await.unwrap();
    let seen = office.desk.incident_head(&rui, "INC-1").await.unwrap();
    assert_eq!((seen.status, seen.reopens_until), (Status::Reported, None));
    assert_eq!(office.desk.home(&Caller::visitor()).unwrap().known[0].state, "Reported, not confirmed yet");
    assert_eq!(office.desk.board(&rui, &BoardFilter::default()).unwrap().columns[0].count, 1);
    let said: Vec<_> = office.desk.receipt(&token).unwrap().lines.into_iter().map(|line| line.html).collect();
    assert_eq!(said.len(), 2, "put aside, and taken up again: {said:?}");
    office.verified();

    office.press(&rui, "INC-1", cancel()).await.unwrap();
    office.wait(8 * DAY);
    rui = office.signed_in(RUI).await;
    assert_eq!(refusal(office.press(&rui, "INC-1", reopen()).await), Refusal::ReopenTooLate);
    assert_eq!(
        office.desk.incident_head(&rui, "INC-1").await.unwrap().reopens_until,
        None,
        "and it is offered no more"
    );
}

#[tokio::test]
async fn ana_reads_that_her_report_is_taken_up_again_unless_she_never_heard_of_the_end() {
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.later(MINUTE).await;
    let before = house.letters(ANA).len();
    house.rui(&number, cancel()).await;
    house.later(SECOND).await;
    house.rui(&number, reopen()).await;
    house.later(MINUTE).await;
    assert_eq!(house.letters(ANA).len(), before, "the letter about the end still waited");
    house.rui(&number, cancel()).await;
    house.later(MINUTE).await;
    house.rui(&number, reopen()).await;
    house.later(MINUTE).await;
    let letters = house.letters(ANA);
    let words: Vec<_> = letters[before..].iter().map(|letter| letter.text.lines().next().unwrap().to_owned()).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[1].contains("the team has taken it up again"), "{words:?}");
    assert!(!letters.last().unwrap().text.contains("Three more called"), "the reason is the team's");
}
