//! What is due next, as Rui reads it: his own first, then what the rest of the team owes.

use domain::incident::Press;
use domain::time::{HOUR, MINUTE};
use domain::view::board::DueKind;
use domain::view::due::DueRow;

use crate::lifecycle::draft;
use crate::office::*;

fn told(rows: &[DueRow]) -> Vec<(&str, DueKind, &str)> {
    rows.iter().map(|row| (row.number.as_str(), row.due.kind, row.at.text.as_str())).collect()
}

#[tokio::test]
async fn rui_reads_his_own_before_the_team_s_each_in_the_order_in_which_it_is_due() {
    let office = Office::open().await;
    let (rui, mara, ana) = (office.signed_in(RUI).await, office.signed_in(MARA).await, office.signed_in(ANA).await);
    let page = office.desk.due_page(&rui).unwrap();
    assert!(page.mine.is_empty() && page.team.is_empty() && !page.more);
    let reported = async |title: &str| office.visitor_reports(draft(title)).await.number;
    office.wait(HOUR);
    let first = reported("Mail is down").await;
    office.wait(10 * MINUTE);
    let second = reported("Files are gone").await;
    office.wait(10 * MINUTE);
    let third = reported("The door is stuck").await;
    let take = || Press::Take { priority: None, reason: String::new() };
    office.press(&rui, &third, take()).await.unwrap();
    let page = office.desk.due_page(&rui).unwrap();
    assert_eq!(page.mine.len(), 1, "{page:?}");
    assert_eq!(page.mine[0].number, third);
    let wanted = [(first.as_str(), DueKind::Response, "09:30"), (second.as_str(), DueKind::Response, "09:40")];
    assert_eq!(told(&page.team), wanted);
    let card = office.desk.cards(&rui, std::slice::from_ref(&third)).unwrap().remove(0).card.unwrap();
    assert_eq!(card.due, Some(page.mine[0].due), "the card says the same");
    office.press(&mara, &first, Press::Restrict).await.unwrap();
    let page = office.desk.due_page(&rui).unwrap();
    assert_eq!(told(&page.team), wanted[1..], "it does not exist for him any more");
    assert_eq!(office.desk.due_page(&mara).unwrap().team.len(), 3, "and does for its member");
    assert!(office.desk.due_page(&ana).is_err(), "it is the team's");
}
