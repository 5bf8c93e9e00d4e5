//! A time that was written down wrong: Mara corrects it, and page, timeline, figures and file say the same. It is Monday,
//! 08:00; what Vera reports is a P2, to be taken within 30 minutes of office hours, from 09:00 on.

use backend::incidents::NewReport;
use backend::notices::NoticeKind;
use domain::Refusal;
use domain::clock::State;
use domain::field::Problem;
use domain::incident::{Channel, Milestone, Press, SlaClock};
use domain::report::ReportDraft;
use domain::time::{DAY, HOUR, MINUTE, Moment};
use domain::view::compliance::{ComplianceCell, ComplianceQuery, Counted};

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, MORNING, Office, RUI, problems, refusal};

fn correct(which: Milestone, at: i64) -> Press {
    Press::CorrectTime { which, at: Some(Moment(at)), reason: "The log of the phone says so".into() }
}

/// Rui took it at 10:00, and his colleague says he began at 09:20.
async fn taken_late(office: &Office) -> String {
    let ada = office.signed_in(ADA).await;
    office.desk.confirm_targets(&ada).await.unwrap();
    let rui = office.signed_in(RUI).await;
    let number = office.visitor_reports(draft("Mail is down")).await.number;
    office.wait(2 * HOUR);
    office.press(&rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    number
}

#[tokio::test]
async fn the_clock_is_judged_again_and_page_timeline_and_figures_tell_both_verdicts() {
    let office = Office::open().await;
    let number = taken_late(&office).await;
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let shown = async || office.desk.clocks_page(&mara, &number).await.unwrap();
    assert_eq!(shown().await.clocks[0].brief.state, State::MetLate);
    let early = correct(Milestone::Taken, MORNING + HOUR + 20 * MINUTE);
    assert!(office.press(&rui, &number, early.clone()).await.is_err(), "Rui corrects no times");
    office.press(&mara, &number, early).await.unwrap();
    office.verified();
    let page = shown().await;
    assert_eq!(page.clocks[0].brief.state, State::Met);
    assert_eq!(page.clocks[0].corrected.as_deref(), Some("late, 1 h counted, due 09:30"));
    let taken = page.times.iter().find(|of| of.which == Milestone::Taken).unwrap();
    assert_eq!(taken.at.as_ref().unwrap().text, "09:20");
    assert_eq!(taken.recorded.clone().unwrap().unwrap().text, "10:00", "the original is kept");
    let act = office.lines(&rui, &number).await.into_iter().find(|line| line.act.contains("corrected")).unwrap().act;
    assert_eq!(act, "corrected when it was taken: 09:20 instead of 10:00");
    let month = office.desk.compliance(&mara, &ComplianceQuery::default()).unwrap();
    let counts = |cell: &ComplianceCell| (cell.what, cell.in_time, cell.late);
    assert_eq!(month.cells.iter().map(counts).collect::<Vec<_>>(), [(Counted::Clock(SlaClock::Response), 1, 0)]);
    assert_eq!(month.lines[0].was_in_time, Some(false));
}

#[tokio::test]
async fn what_a_correction_makes_late_is_on_record_with_a_cause_and_nobody_is_warned_of_the_past() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.desk.confirm_targets(&ada).await.unwrap();
    let (mara, rui) = (office.signed_in(MARA).await, office.signed_in(RUI).await);
    let number = office.visitor_reports(draft("Mail is down")).await.number;
    office.wait(HOUR + 20 * MINUTE);
    office.press(&rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
    office.wait(HOUR);
    office.press(&mara, &number, correct(Milestone::Taken, MORNING + 2 * HOUR)).await.unwrap();
    office.verified();
    let page = office.desk.clocks_page(&mara, &number).await.unwrap();
    assert_eq!(page.clocks[0].brief.state, State::MetLate);
    assert!(page.clocks[0].breach.as_ref().is_some_and(|breach| !breach.overturned));
    assert!(!office.queued().iter().any(|notice| notice.kind == NoticeKind::ClockRang));
}

#[tokio::test]
async fn an_impossible_order_is_listed_and_left_out_until_it_is_put_right() {
    let office = Office::open().await;
    let number = taken_late(&office).await;
    let mara = office.signed_in(MARA).await;
    office.press(&mara, &number, correct(Milestone::Taken, MORNING - HOUR)).await.unwrap();
    let month = || office.desk.compliance(&mara, &ComplianceQuery::default()).unwrap();
    assert_eq!((month().cells.len(), month().lines.len(), month().impossible.len()), (0, 0, 1));
    let page = office.desk.clocks_page(&mara, &number).await.unwrap();
    assert_eq!(page.impossible, ["it reached us after it was taken"]);
    office.press(&mara, &number, correct(Milestone::Reached, MORNING - 2 * HOUR)).await.unwrap();
    assert_eq!((month().cells.len(), month().impossible.len()), (1, 0));
    let late = correct(Milestone::Taken, MORNING + 40 * DAY);
    assert_eq!(problems(office.press(&mara, &number, late).await), [("at".to_owned(), Problem::InTheFuture)]);
    office.verified();
}

#[tokio::test]
async fn rui_says_when_a_call_reached_him_and_the_clocks_start_there() {
    let office = Office::open().await;
    office.wait(3 * HOUR);
    let rui = office.signed_in(RUI).await;
    let called = |reached: &str, nonce: &str| NewReport {
        channel: Channel::Phone,
        on_behalf: true,
        ..NewReport::by_web(
            ReportDraft { reached: reached.into(), nonce: nonce.into(), ..draft("No dial tone") },
            false,
        )
    };
    let number = office.desk.report(&rui, called("2026-11-23T10:30", "one")).await.unwrap().number;
    let page = office.desk.clocks_page(&rui, &number).await.unwrap();
    assert_eq!(page.clocks[0].brief.due.as_ref().unwrap().text, "11:00");
    for (typed, problem) in [
        ("2026-11-23T12:00", Problem::InTheFuture),
        ("soon", Problem::Malformed),
        ("1926-11-23T12:00", Problem::TooFarOff),
    ] {
        let refused = refusal(office.desk.report(&rui, called(typed, typed)).await);
        assert_eq!(refused, Refusal::field("reached", problem), "{typed}");
    }
    let visitor = NewReport { on_behalf: false, ..called("2026-11-23T08:30", "two") };
    let theirs = office.desk.report(&backend::Caller::visitor(), visitor).await.unwrap().number;
    let page = office.desk.clocks_page(&rui, &theirs).await.unwrap();
    assert_eq!(page.clocks[0].brief.due.as_ref().unwrap().text, "11:30", "a visitor starts no clock in the past");
    office.verified();
}
