//! What the reporter's private link shows, and what it no longer shows.

use domain::Refusal;
use domain::incident::{Press, Resolution};
use domain::time::SECOND;

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
