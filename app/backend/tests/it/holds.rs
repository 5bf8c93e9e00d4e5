//! What waits is not forgotten: Ana is asked once more, Rui reads when it waits too long, and what nobody answers ends.

use backend::notices::NoticeKind;
use domain::incident::{HoldReason, Press, Resolution, Status, Verdict};
use domain::time::{DAY, HOUR, MINUTE, Moment, SECOND};
use domain::view::board::{BoardFilter, CardView, DueKind, Marks};

use crate::office::*;
use crate::outbox::House;

/// Ana reported it, Rui has it, and it waits; the number.
async fn waits(house: &House, reason: HoldReason, until: Option<Moment>) -> String {
    house.office.address_is_set().await;
    let number = house.ana_reports("The door of room 12 sticks").await;
    house.rui_takes(&number).await;
    house.rui(&number, Press::Hold { reason, note: "Which door?".into(), until }).await;
    house.later(11 * SECOND).await;
    number
}

impl House {
    /// Time passes as it would by itself, timer by timer.
    async fn passes(&self, milliseconds: i64) {
        self.office.wait(milliseconds);
        self.office.desk.fire_due_timers().await.unwrap();
        self.later(11 * SECOND).await;
        let verdict = self.office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
        assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    }

    async fn card(&self, filter: &str) -> Option<CardView> {
        let filter = BoardFilter { q: filter.into(), ..BoardFilter::default() };
        let rui = self.office.signed_in(RUI).await;
        let board = self.office.desk.board(&rui, &filter).unwrap();
        assert_eq!(board.misread, None);
        board.columns.into_iter().flat_map(|column| column.cards).next()
    }

    fn told(&self, to: &str, words: &str) -> usize {
        self.letters(to).iter().filter(|letter| letter.text.contains(words)).count()
    }
}

const ONCE_MORE: &str = "the team still needs your answer";
const TOO_LONG: &str = "waits longer than expected";

#[tokio::test]
async fn ana_is_asked_once_more_after_two_working_days_and_never_again() {
    let house = House::open().await;
    waits(&house, HoldReason::AwaitingReporter, None).await;
    house.passes(2 * DAY - HOUR).await;
    assert_eq!(house.told(ANA, ONCE_MORE), 0);
    house.passes(2 * HOUR).await;
    assert_eq!(house.told(ANA, ONCE_MORE), 1);
    let letter = house.letters(ANA).pop().unwrap().text;
    assert!(letter.contains("Which door?") && letter.contains("/r/"), "{letter}");
    house.passes(10 * DAY).await;
    assert_eq!(house.told(ANA, ONCE_MORE), 1);
}

#[tokio::test]
async fn who_has_answered_is_asked_nothing_and_nobody_is_told_that_it_waits() {
    let house = House::open().await;
    let number = waits(&house, HoldReason::AwaitingReporter, None).await;
    house.rui(&number, Press::EndHold).await;
    house.passes(10 * DAY).await;
    assert_eq!((house.told(ANA, ONCE_MORE), house.told(RUI, TOO_LONG)), (0, 0));
    // It waits once more, for a vendor: nothing of the first wait is left.
    house.rui(&number, Press::Hold { reason: HoldReason::Vendor, note: String::new(), until: None }).await;
    house.passes(3 * DAY).await;
    assert_eq!(house.told(ANA, ONCE_MORE), 0);
}

#[tokio::test]
async fn after_five_working_days_without_an_answer_one_press_resolves_it_and_ana_reads_how_to_re_open_it() {
    let house = House::open().await;
    let number = waits(&house, HoldReason::AwaitingReporter, None).await;
    let offered = async || {
        let rui = house.office.signed_in(RUI).await;
        house.office.desk.incident_head(&rui, &number).await.unwrap().hold.is_some_and(|hold| hold.no_answer)
    };
    house.passes(7 * DAY - HOUR).await;
    assert!(!offered().await);
    house.passes(2 * HOUR).await;
    assert!(offered().await, "Monday to Monday are five working days");
    let resolution = Resolution { text: "We asked you and heard nothing since.".into(), restored_at: None };
    house.rui(&number, Press::Resolve { resolution }).await;
    house.passes(MINUTE).await;
    let letter = house.letters(ANA).pop().unwrap().text;
    assert!(letter.contains("heard nothing since") && letter.contains("/r/"), "{letter}");
    let token = token_of(letter.lines().find(|line| line.contains("/r/")).unwrap().trim()).to_owned();
    house.office.desk.judge(&token, Verdict::StillBroken, "Now I saw it".into(), String::new()).await.unwrap();
    let rui = house.office.signed_in(RUI).await;
    assert_eq!(house.office.desk.incident_head(&rui, &number).await.unwrap().status, Status::Investigating);
}

#[tokio::test]
async fn rui_is_told_once_when_the_end_that_was_expected_has_passed_and_the_board_marks_it() {
    let house = House::open().await;
    let until = house.office.now().plus(4 * HOUR);
    let number = waits(&house, HoldReason::Vendor, Some(until)).await;
    assert!(house.card("is:overdue-hold").await.is_none());
    house.passes(5 * HOUR).await;
    let card = house.card("is:overdue-hold").await.unwrap();
    assert!(card.number == number && card.marks.has(Marks::HOLD) && card.marks.has(Marks::OVERDUE_HOLD));
    assert_eq!(house.told(RUI, TOO_LONG), 1);
    assert_eq!((house.told(ANA, TOO_LONG), house.told(MARA, TOO_LONG)), (0, 0));
    house.passes(10 * DAY).await;
    assert_eq!(house.told(RUI, TOO_LONG), 1);
    house.rui(&number, Press::EndHold).await;
    assert!(house.card("is:overdue-hold").await.is_none());
    let rui = house.office.signed_in(RUI).await;
    assert!(house.office.lines(&rui, &number).await.iter().any(|line| line.act.contains("waiting longer than")));
}

#[tokio::test]
async fn without_an_expected_end_it_comes_up_for_review_after_five_working_days() {
    let house = House::open().await;
    waits(&house, HoldReason::Other, None).await;
    house.passes(6 * DAY).await;
    assert_eq!(house.told(RUI, TOO_LONG), 0);
    house.passes(DAY + HOUR).await;
    assert_eq!(house.told(RUI, TOO_LONG), 1);
}

#[tokio::test]
async fn a_wait_that_was_taken_back_is_watched_by_nobody() {
    let house = House::open().await;
    house.office.address_is_set().await;
    let number = house.ana_reports("The door of room 12 sticks").await;
    house.rui_takes(&number).await;
    house.office.wait(SECOND);
    let until = Some(house.office.now().plus(4 * HOUR));
    let done = house.rui(&number, Press::Hold { reason: HoldReason::Vendor, note: String::new(), until }).await;
    house.rui(&number, Press::Undo { sequence: done.sequence.unwrap() }).await;
    house.passes(5 * HOUR).await;
    assert_eq!(house.told(RUI, TOO_LONG), 0);
    assert!(!house.office.queued().iter().any(|notice| notice.kind == NoticeKind::HoldOverdue));
}

#[tokio::test]
async fn rui_is_told_once_to_chase_the_vendor_again_and_whoever_has_chased_is_not() {
    let house = House::open().await;
    let number = waits(&house, HoldReason::Vendor, None).await;
    let chase = |note: &str, again: Option<Moment>| Press::Chase { ticket: "V-4711".into(), note: note.into(), again };
    let again = house.office.now().plus(4 * HOUR);
    house.rui(&number, chase("They look into it", Some(again))).await;
    let rui = house.office.signed_in(RUI).await;
    let vendor = house.office.desk.clocks_page(&rui, &number).await.unwrap().vendor.unwrap();
    assert_eq!((vendor.ticket.as_deref(), vendor.again.map(|at| at.utc)), (Some("V-4711"), Some(again)));
    house.passes(3 * HOUR).await;
    assert_eq!(house.told(RUI, "asked again about ticket V-4711"), 0);
    house.passes(2 * HOUR).await;
    assert_eq!(house.told(RUI, "asked again about ticket V-4711"), 1);
    assert!(house.card("is:overdue-hold").await.is_some());
    let due = house.office.desk.due_page(&rui).unwrap();
    assert!(due.mine.iter().any(|row| row.number == number && row.due.kind == DueKind::Chase));
    house.rui(&number, chase("On Friday", Some(house.office.now().plus(8 * DAY)))).await;
    assert!(house.card("is:overdue-hold").await.is_none(), "it is not forgotten");
    house.passes(7 * DAY).await;
    assert_eq!((house.told(RUI, "asked again about ticket V-4711"), house.told(RUI, TOO_LONG)), (1, 0));
    house.rui(&number, Press::EndHold).await;
    house.passes(3 * DAY).await;
    assert_eq!(house.told(RUI, "asked again about ticket V-4711"), 1);
    let page = house.office.desk.clocks_page(&rui, &number).await.unwrap();
    assert!(page.vendor.is_none());
}
