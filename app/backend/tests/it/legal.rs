//! What the law asks of a security incident: nothing before Ada declares it, then two deadlines that nothing pauses. It is
//! Monday, 08:00; only Ada is a member of what is restricted.

use domain::field::Problem;
use domain::incident::{Press, Resolution};
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, Moment, SECOND};
use domain::view::board::DueKind;
use domain::view::clocks::ClocksPage;

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, MORNING, RUI, problems};
use crate::outbox::House;

const NEAR: &str = "Early warning is due by";
const PASSED: &str = "was due by";

impl House {
    /// Somebody copied the list of customers; the number.
    async fn phished(&self) -> String {
        self.office.address_is_set().await;
        let report = ReportDraft { restricted: "on".into(), ..draft("The list of customers was copied") };
        self.office.visitor_reports(report).await.number
    }

    async fn ada(&self, number: &str, press: Press) {
        let ada = self.office.signed_in(ADA).await;
        self.office.wait(SECOND);
        self.office.press(&ada, number, press).await.unwrap();
        self.office.verified();
    }

    async fn legal(&self, number: &str) -> ClocksPage {
        let ada = self.office.signed_in(ADA).await;
        self.office.desk.clocks_page(&ada, number).await.unwrap()
    }

    /// Time passes as it would by itself; how often Ada, Mara and Rui read these words.
    async fn told_after(&self, milliseconds: i64, words: &str) -> [usize; 3] {
        self.office.wait(milliseconds);
        self.office.desk.fire_due_timers().await.unwrap();
        self.later(11 * SECOND).await;
        self.office.verified();
        let told = |to: &str| self.letters(to).iter().filter(|letter| letter.text.contains(words)).count();
        [ADA, MARA, RUI].map(told)
    }
}

fn declare() -> Press {
    Press::Declare { criteria: "Names and addresses of customers".into(), aware_at: Some(Moment(MORNING)) }
}

fn notify(deadline: u32) -> Press {
    let (whom, reference) = ("The data protection office".to_owned(), "DP-77".to_owned());
    Press::Notify { deadline, whom, at: Some(Moment(MORNING + 20 * HOUR)), reference }
}

#[tokio::test]
async fn members_are_warned_once_and_told_once_that_it_passed_and_nobody_else_reads_a_word() {
    let house = House::open().await;
    let number = house.phished().await;
    assert_eq!(house.told_after(10 * DAY, NEAR).await, [0, 0, 0], "nobody declared anything");
    let house = House::open().await;
    let number_again = house.phished().await;
    assert_eq!(number.len(), number_again.len());
    house.ada(&number_again, declare()).await;
    assert_eq!(house.told_after(17 * HOUR, NEAR).await, [0, 0, 0]);
    assert_eq!(house.told_after(2 * HOUR, NEAR).await, [1, 0, 0]);
    let letter = house.letters(ADA).pop().unwrap();
    assert!(letter.text.contains(&number_again) && !letter.text.contains("customers"), "{}", letter.text);
    assert_eq!(house.told_after(HOUR, NEAR).await, [1, 0, 0]);
    assert_eq!(house.told_after(5 * HOUR, PASSED).await, [1, 0, 0]);
    assert_eq!(house.told_after(29 * HOUR, PASSED).await, [1, 0, 0], "once");
}

#[tokio::test]
async fn who_was_told_and_under_which_reference_ends_it_also_after_it_was_resolved() {
    let house = House::open().await;
    let number = house.phished().await;
    assert!(house.legal(&number).await.legal.is_none(), "no trace before");
    house.ada(&number, Press::Take { priority: None, reason: String::new() }).await;
    house.ada(&number, declare()).await;
    let ada = house.office.signed_in(ADA).await;
    let head = house.office.desk.incident_head(&ada, &number).await.unwrap();
    let names =
        |head: &domain::view::incident::IncidentHead| head.legal.iter().map(|of| of.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&head), ["Early warning", "Notification"]);
    house
        .ada(&number, Press::Resolve { resolution: Resolution { text: "Closed the hole.".into(), restored_at: None } })
        .await;
    house.office.wait(21 * HOUR);
    house.ada(&number, notify(0)).await;
    assert_eq!(house.told_after(2 * HOUR, NEAR).await, [0, 0, 0]);
    let legal = house.legal(&number).await.legal.unwrap();
    assert!(legal.duties[0].stands.starts_with("The data protection office told "), "{}", legal.duties[0].stands);
    assert_eq!((legal.duties[0].reference.as_deref(), legal.duties[0].missed), (Some("DP-77"), false));
    let due = house.office.desk.due_page(&ada).unwrap();
    let legal = |row: &domain::view::due::DueRow| row.number == number && row.due.kind == DueKind::Legal;
    assert!(due.mine.iter().any(legal));
    let mara = house.office.signed_in(MARA).await;
    let due = house.office.desk.due_page(&mara).unwrap();
    assert!(!due.mine.iter().chain(&due.team).any(|row| row.number == number));
    assert!(house.office.press(&mara, &number, notify(1)).await.is_err(), "it does not exist for her");
    house.ada(&number, Press::NotNotifiable { why: "The office says so".into() }).await;
    assert_eq!(house.told_after(4 * DAY, PASSED).await, [0, 0, 0]);
    let head = house.office.desk.incident_head(&ada, &number).await.unwrap();
    assert!(names(&head).is_empty());
}

#[tokio::test]
async fn we_knew_earlier_and_what_lies_behind_rings_at_once_and_what_lies_ahead_rings_again() {
    let house = House::open().await;
    let number = house.phished().await;
    house.office.wait(20 * MINUTE);
    house.ada(&number, declare()).await;
    let aware = |at: i64| Press::SetAware { at: Some(Moment(at)), reason: "The log shows it".into() };
    house.ada(&number, aware(MORNING - 30 * HOUR)).await;
    assert_eq!(house.told_after(MINUTE, PASSED).await, [1, 0, 0], "the early warning has passed");
    house.ada(&number, aware(MORNING)).await;
    assert_eq!(house.told_after(18 * HOUR, NEAR).await, [1, 0, 0]);
    let ada = house.office.signed_in(ADA).await;
    let late = house.office.press(&ada, &number, aware(MORNING + 9 * DAY)).await;
    assert_eq!(problems(late), [("aware_at".to_owned(), Problem::InTheFuture)]);
}
