//! Rui asks for the letter of each Monday. It comes also when all is well, and says nothing of what is restricted.

use backend::Error;
use backend::incidents::NewReport;
use domain::incident::{HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, SECOND};

use crate::lifecycle::draft;
use crate::office::*;
use crate::outbox::House;

#[tokio::test]
async fn rui_reads_on_monday_what_is_late_and_why_what_waits_and_what_came_back() {
    let house = House::open().await;
    let office = &house.office;
    let (rui, ada, ana) = (office.signed_in(RUI).await, office.signed_in(ADA).await, office.signed_in(ANA).await);
    assert_eq!(office.desk.choose_monday_letter(&ana, true).await, Err(Error::Denied));
    office.desk.choose_monday_letter(&rui, true).await.unwrap();
    let monday = async |wait: i64| {
        house.later(wait).await;
        office.desk.run_due_jobs().await.unwrap();
        house.later(SECOND).await;
        let letters = house.letters(RUI).into_iter().filter(|letter| letter.subject.starts_with("The week before"));
        letters.map(|letter| letter.text).collect::<Vec<_>>()
    };
    assert_eq!(monday(HOUR).await, Vec::<String>::new(), "it is Monday already: the first comes in a week");
    let quiet = monday(7 * DAY - HOUR).await;
    assert_eq!(quiet.len(), 1);
    for words in ["Opened in seven days: 0", "Late: 0", "Waiting: 0", "Came back: 0", "There is none."] {
        assert!(quiet[0].contains(words), "{words}: {}", quiet[0]);
    }
    assert_eq!(monday(2 * HOUR).await.len(), 1, "one a week");

    for title in ["Mail is down", "Printer jams", "Door sticks"] {
        office.visitor_reports(draft(title)).await;
        office.wait(SECOND);
    }
    let secret = ReportDraft { restricted: "on".into(), nonce: "s".into(), ..draft("Heliotrop stole the wages") };
    office.desk.report(&ada, NewReport::by_web(secret, false)).await.unwrap();
    let hold = Press::Hold { reason: HoldReason::Vendor, note: String::new(), until: None };
    for press in [Press::Take { priority: None, reason: String::new() }, hold] {
        office.press(&rui, "INC-2", press).await.unwrap();
    }
    let resolution = Resolution { text: "Oil".into(), ..Resolution::default() };
    office.press(&rui, "INC-3", Press::TakeAndResolve { resolution }).await.unwrap();
    office.press(&rui, "INC-3", Press::Reopen { reason: "It sticks again".into() }).await.unwrap();
    let busy = monday(7 * DAY - 2 * HOUR).await.pop().unwrap();
    for words in [
        "Opened in seven days: 3",
        "Printer jams, P2: waiting for a vendor, since",
        "Door sticks, P2: re-opened 1 time",
        "Mail is down, P2: nobody has taken it",
    ] {
        assert!(busy.contains(words), "{words}: {busy}");
    }
    assert!(!busy.contains("Heliotrop") && !busy.contains("SEC-"), "{busy}");
    office.desk.choose_monday_letter(&rui, false).await.unwrap();
    assert_eq!(monday(7 * DAY).await.len(), 2);
}
