//! What stakeholders wait for. It is Monday, 08:00. Mara manages and so commands; Sol is written to as one of the
//! executives.

use backend::audiences::AudienceRecord;
use domain::audience::AudienceKind;
use domain::classification::Priority;
use domain::incident::Press;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::view::compliance::{ComplianceQuery, Counted};

use crate::office::{ADA, MARA, RUI, SOL};
use crate::outbox::House;

const PROMISED: &str = "stakeholders were promised an update by";
const FIRST: &str = "stakeholders have heard nothing yet";

impl House {
    async fn sol_is_an_executive(&self) {
        let ada = self.office.signed_in(ADA).await;
        let audience = self.executives();
        self.office.desk.paste_members(&ada, audience.id, "Sol Vaz <sol@example.org>").await.unwrap();
    }

    fn executives(&self) -> AudienceRecord {
        let all = self.office.desk.storage().read(|read| AudienceRecord::all(read)).unwrap();
        all.into_iter().find(|audience| audience.kind == AudienceKind::Executive).unwrap()
    }

    /// Mara tells the executives, and when they hear again.
    async fn promises(&self, number: &str, next: Option<i64>) {
        let mara = self.office.signed_in(MARA).await;
        let promise = next.map(|after| self.office.now().plus(after));
        let audiences = vec![self.executives().id];
        let tell = Press::Tell { public_title: String::new(), audiences, text: "We look into it.".into(), promise };
        self.office.press(&mara, number, tell).await.unwrap();
        self.later(11 * SECOND).await;
    }

    pub async fn clocks_pass(&self, milliseconds: i64) {
        self.office.wait(milliseconds);
        self.office.desk.fire_due_timers().await.unwrap();
        self.later(11 * SECOND).await;
        self.office.verified();
    }

    fn warned(&self, to: &str, words: &str) -> usize {
        self.letters(to).iter().filter(|letter| letter.text.contains(words)).count()
    }
}

#[tokio::test]
async fn who_can_write_it_is_warned_of_an_update_and_told_when_it_is_missed_once_each() {
    let house = House::open().await;
    house.sol_is_an_executive().await;
    let number = house.ana_reports("Mail is slow").await;
    house.rui_takes(&number).await;
    house.promises(&number, Some(2 * HOUR)).await;
    house.clocks_pass(HOUR).await;
    assert_eq!(house.warned(RUI, PROMISED), 0);
    house.clocks_pass(31 * MINUTE).await;
    assert_eq!(house.warned(RUI, PROMISED), 1, "three quarters have passed, and Rui owns it");
    assert_eq!((house.warned(MARA, PROMISED), house.warned(SOL, PROMISED)), (0, 0));
    house.clocks_pass(HOUR).await;
    assert_eq!(house.warned(RUI, "and had none"), 1);
    house.clocks_pass(3 * DAY).await;
    assert_eq!(house.warned(RUI, PROMISED), 2, "once each");
    assert_eq!(house.letters(SOL).len(), 1, "no filler goes out by itself");
}

#[tokio::test]
async fn an_update_in_time_warns_nobody_and_the_next_is_a_promise_of_its_own() {
    let house = House::open().await;
    house.sol_is_an_executive().await;
    let number = house.ana_reports("Mail is slow").await;
    house.rui_takes(&number).await;
    house.promises(&number, Some(2 * HOUR)).await;
    house.office.wait(HOUR);
    house.promises(&number, Some(2 * HOUR)).await;
    house.clocks_pass(70 * MINUTE).await;
    assert_eq!(house.warned(RUI, PROMISED), 0);
    house.clocks_pass(30 * MINUTE).await;
    assert_eq!(house.warned(RUI, PROMISED), 1);
}

#[tokio::test]
async fn who_took_a_p1_owes_the_first_notice_a_quarter_of_an_hour_later_where_somebody_waits_for_it() {
    let house = House::open().await;
    let take = || Press::Take { priority: Some(Priority::P1), reason: "Everybody".into() };
    let alone = house.ana_reports("Nobody listens").await;
    house.rui(&alone, take()).await;
    house.clocks_pass(HOUR).await;
    assert_eq!(house.warned(RUI, FIRST), 0, "nobody is to be told yet");
    house.sol_is_an_executive().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui(&number, take()).await;
    house.clocks_pass(12 * MINUTE).await;
    assert_eq!(house.warned(RUI, FIRST), 1, "Rui commands it until somebody else does");
    let page = house.office.desk.clocks_page(&house.office.signed_in(RUI).await, &number).await.unwrap();
    let owed = page.first_notice.unwrap();
    house.clocks_pass(4 * MINUTE).await;
    assert_eq!(house.warned(RUI, FIRST), 2, "and when it is missed");
    let rui = house.office.signed_in(RUI).await;
    let card = house.office.desk.cards(&rui, std::slice::from_ref(&number)).unwrap().remove(0).card.unwrap();
    assert_eq!(card.due.map(|due| due.at), Some(owed.utc), "the card and the page name the same instant");
    house.promises(&number, None).await;
    house.clocks_pass(DAY).await;
    assert_eq!(house.warned(RUI, FIRST), 2);
}

#[tokio::test]
async fn a_month_counts_the_promises_of_updates_with_the_incidents_behind() {
    let house = House::open().await;
    house.sol_is_an_executive().await;
    let number = house.ana_reports("Mail is slow").await;
    house.rui_takes(&number).await;
    house.promises(&number, Some(HOUR)).await;
    house.office.wait(30 * MINUTE);
    house.promises(&number, Some(HOUR)).await;
    house.office.wait(2 * HOUR);
    house.promises(&number, None).await;
    let rui = house.office.signed_in(RUI).await;
    let page = house.office.desk.compliance(&rui, &ComplianceQuery::default()).unwrap();
    assert!(page.aims, "a promise of an update is one whatever the targets are");
    let cells: Vec<_> = page.cells.iter().map(|cell| (cell.what, cell.in_time, cell.late)).collect();
    assert_eq!(cells, [(Counted::Promise, 1, 1)]);
    let missed = ComplianceQuery { clock: "promise".into(), in_time: "no".into(), ..ComplianceQuery::default() };
    let lines = house.office.desk.compliance(&rui, &missed).unwrap().lines;
    assert_eq!(lines.iter().map(|line| &line.number).collect::<Vec<_>>(), [&number]);
    house.rui(&number, Press::Restrict).await;
    let page = house.office.desk.compliance(&rui, &ComplianceQuery::default()).unwrap();
    assert_eq!(page.cells, [], "what is restricted is in no figure");
    house.office.verified();
}
