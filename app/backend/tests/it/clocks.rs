//! Clocks as the people of the office meet them. It is Monday, 08:00; nothing is set up, so everything runs from Monday to
//! Friday, 09:00 to 17:00, in UTC. What Vera reports is a P2: to be taken within 30 minutes, to work again within 8 hours.

use backend::Caller;
use backend::calendars::{CalendarDraft, OFFICE_HOURS};
use backend::journal::Fact;
use backend::notices::NoticeKind;
use backend::targets::TargetsDraft;
use domain::clock::State;
use domain::incident::{BreachCause, HoldReason, Press, SlaClock};
use domain::time::{DAY, HOUR, MINUTE, Moment};
use domain::view::clocks::{ClocksPage, LedgerView};
use domain::view::compliance::ComplianceQuery;

use crate::lifecycle::draft;
use crate::office::{ADA, MORNING, Office, RUI, problems};

const FRIDAY: i64 = MORNING + 4 * DAY;

impl Office {
    async fn clocks(&self, who: &Caller, number: &str) -> ClocksPage {
        self.desk.clocks_page(who, number).await.unwrap()
    }

    async fn clock(&self, who: &Caller, number: &str, clock: SlaClock) -> LedgerView {
        let page = self.clocks(who, number).await;
        page.clocks.into_iter().find(|ledger| ledger.brief.clock == clock).unwrap()
    }

    /// How many timers fired, and the letters about clocks that wait.
    async fn rung(&self) -> (usize, usize) {
        let fired = self.desk.fire_due_timers().await.unwrap();
        self.verified();
        (fired, self.queued().iter().filter(|notice| notice.kind == NoticeKind::ClockRang).count())
    }

    async fn targets_are_promises(&self) {
        let ada = self.signed_in(ADA).await;
        self.desk.confirm_targets(&ada).await.unwrap();
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn due(ledger: &LedgerView) -> Option<Moment> {
    ledger.brief.due.as_ref().map(|due| due.utc)
}

fn office_hours() -> CalendarDraft {
    let (zone, hours_from, off) = Default::default();
    CalendarDraft { name: "Office hours".into(), zone, hours: "mon-fri 09:00-17:00".into(), hours_from, off }
}

#[tokio::test]
async fn on_a_friday_before_a_holiday_monday_page_and_board_name_the_same_instant_and_why() {
    let office = Office::open().await;
    office.wait(FRIDAY + 8 * HOUR + 50 * MINUTE - MORNING);
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let number = office.visitor_reports(draft("Mail is down")).await.number;
    let response = office.clock(&rui, &number, SlaClock::Response).await;
    // Ten minutes on Friday, the rest on Monday.
    assert_eq!(due(&response), Some(Moment(FRIDAY + 3 * DAY + HOUR + 20 * MINUTE)));
    let holiday = CalendarDraft { off: "2026-11-30 Founders' day".into(), ..office_hours() };
    office.desk.change_calendar(&ada, OFFICE_HOURS, holiday, Some(0)).await.unwrap();
    office.verified();
    let response = office.clock(&rui, &number, SlaClock::Response).await;
    assert_eq!(due(&response), Some(Moment(FRIDAY + 4 * DAY + HOUR + 20 * MINUTE)), "a holiday added later moves it");
    let card = office.desk.cards(&rui, std::slice::from_ref(&number)).unwrap().remove(0).card.unwrap();
    assert_eq!(card.due.map(|due| due.at), due(&response), "the card says the same");
    assert!(response.because.contains("30 min of office hours"), "{}", response.because);
    assert!(response.because.starts_with("Due Tue 09:20"), "{}", response.because);
}

#[tokio::test]
async fn aims_ring_without_a_letter_and_promises_warn_and_end_once_each() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let aimed = office.visitor_reports(draft("Mail is down")).await.number;
    office.wait(2 * HOUR);
    assert_eq!(office.rung().await, (1, 0), "the warning and the end fell together, and nobody is written to");
    assert_eq!(office.clock(&rui, &aimed, SlaClock::Response).await.brief.state, State::Breached);
    let lines = office.lines(&rui, &aimed).await;
    assert_eq!(lines.iter().filter(|line| line.act.contains("the time to take it")).count(), 1, "said once");
    office.targets_are_promises().await;
    let promised = office.visitor_reports(draft("Files are gone")).await.number;
    // 22 minutes and a half of 30.
    office.wait(23 * MINUTE);
    let (fired, letters) = office.rung().await;
    assert!(fired == 1 && letters > 0, "{fired} {letters}");
    office.wait(8 * MINUTE);
    let (fired, more) = office.rung().await;
    assert!(fired == 1 && more > letters, "{fired} {more}");
    office.wait(DAY);
    office.rung().await;
    let response = office.clock(&rui, &promised, SlaClock::Response).await;
    assert!(response.breach.is_some(), "it is on record");
    let cause = Press::ExplainBreach { clock: SlaClock::Response, cause: BreachCause::NoCover, words: String::new() };
    office.press(&rui, &promised, cause).await.unwrap();
    let breach = office.clock(&rui, &promised, SlaClock::Response).await.breach.unwrap();
    assert_eq!((breach.cause, breach.owner), (Some(BreachCause::NoCover), None), "nobody had it");
    office.verified();
}

#[tokio::test]
async fn a_clock_that_waits_for_the_reporter_rings_later_and_a_taken_one_never() {
    let office = Office::open().await;
    office.targets_are_promises().await;
    let rui = office.signed_in(RUI).await;
    office.wait(HOUR);
    let number = office.visitor_reports(draft("Mail is down")).await.number;
    office.press(&rui, &number, take()).await.unwrap();
    let question = "Which building?".to_owned();
    let hold = Press::Hold { reason: HoldReason::AwaitingReporter, note: question, until: None };
    office.press(&rui, &number, hold).await.unwrap();
    office.wait(3 * DAY);
    assert_eq!(office.rung().await.1, 0, "the reporter is reminded, and no clock rings");
    let resolution = office.clock(&rui, &number, SlaClock::Resolution).await;
    assert_eq!((resolution.brief.state, due(&resolution)), (State::Paused, None));
    office.press(&rui, &number, Press::EndHold).await.unwrap();
    let resolution = office.clock(&rui, &number, SlaClock::Resolution).await;
    assert_eq!(resolution.brief.state, State::Running);
    assert!(resolution.because.contains("spent waiting for the reporter"), "{}", resolution.because);
    office.wait(2 * DAY);
    assert_eq!(office.rung().await.0, 1, "the end says all that a warning would");
}

#[tokio::test]
async fn new_targets_hold_for_what_is_new_and_for_what_is_open_only_when_somebody_says_so() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let old = office.visitor_reports(draft("Mail is down")).await.number;
    let page = office.desk.targets_page(&ada).unwrap();
    let mut typed: Vec<_> = page.general.fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect();
    typed.push(("calendar".to_owned(), page.general.calendar.clone()));
    let with = |name: &str, value: &str| {
        let of = |(field, was): &(String, String)| {
            (field.clone(), if field == name { value.to_owned() } else { was.clone() })
        };
        TargetsDraft::of(typed.iter().map(of))
    };
    let longer = with("P2_response", "2h");
    let tried = office.desk.try_targets(&ada, None, &longer).unwrap();
    let row = tried.rows.iter().find(|row| row.of > 0).unwrap();
    assert_eq!((row.of, row.in_time, row.would_be), (1, 1, 1));
    office.desk.change_targets(&ada, None, longer.clone(), Some(0)).await.unwrap();
    assert_eq!(
        problems(office.desk.change_targets(&ada, None, with("P2_response", "3h"), Some(0)).await).len(),
        1,
        "stale"
    );
    let new = office.visitor_reports(draft("Files are gone")).await.number;
    assert_eq!(office.clock(&rui, &old, SlaClock::Response).await.target, "30 min");
    assert_eq!(office.clock(&rui, &new, SlaClock::Response).await.target, "2 h");
    assert_eq!(office.desk.targets_page(&ada).unwrap().applies_to, 1);
    assert_eq!(office.desk.apply_targets(&ada).await.unwrap(), 1);
    assert_eq!(office.clock(&rui, &old, SlaClock::Response).await.target, "2 h");
    assert_eq!(office.desk.targets_page(&ada).unwrap().applies_to, 0);
    assert!(office.journal().contains(&Fact::TargetsApplied { incidents: 1 }));
    assert!(office.desk.change_targets(&rui, None, longer, None).await.is_err(), "Rui reads them only");
    office.verified();
}

#[tokio::test]
async fn a_service_has_targets_of_its_own_until_it_is_given_the_general_ones_again() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let mail = office.service("Mail").await;
    let page = office.desk.targets_page(&ada).unwrap();
    let typed = page.general.fields.iter().map(|field| (field.name.clone(), "1h".to_owned()));
    let own = TargetsDraft::of(typed.chain([("calendar".to_owned(), "0000000000000002".to_owned())]));
    office.desk.change_targets(&ada, mail.parse().ok(), own, Some(0)).await.unwrap();
    let reported = domain::report::ReportDraft { service: mail.clone(), ..draft("Mail is down") };
    let number = office.visitor_reports(reported).await.number;
    let response = office.clock(&rui, &number, SlaClock::Response).await;
    assert_eq!((response.target.as_str(), response.calendar.as_str()), ("1 h", "Around the clock"));
    assert_eq!(due(&response).map(|due| due.0 / HOUR), Some(MORNING / HOUR + 1), "before office hours begin");
    office.desk.drop_targets(&ada, mail.parse().unwrap(), None).await.unwrap();
    let other = office.visitor_reports(draft("Files are gone")).await.number;
    assert_eq!(office.clock(&rui, &other, SlaClock::Response).await.target, "30 min");
    office.verified();
}

#[tokio::test]
async fn after_a_week_without_power_each_clock_rings_once_and_in_order() {
    let office = Office::open().await;
    office.targets_are_promises().await;
    let rui = office.signed_in(RUI).await;
    let first = office.visitor_reports(draft("Mail is down")).await.number;
    office.wait(HOUR);
    let second = office.visitor_reports(draft("Files are gone")).await.number;
    office.wait(7 * DAY);
    office.rung().await;
    assert_eq!(office.rung().await.0, 0, "nothing fires twice");
    for number in [first, second] {
        for clock in SlaClock::ALL {
            let breach = office.clock(&rui, &number, clock).await.breach.unwrap();
            assert!(breach.at.utc > breach.due.utc, "late, and it says when it was due");
        }
    }
}

#[tokio::test]
async fn when_the_organisation_moves_what_is_open_is_due_in_its_new_morning() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let number = office.visitor_reports(draft("Mail is down")).await.number;
    let before = due(&office.clock(&rui, &number, SlaClock::Response).await).unwrap();
    let moved = backend::settings::SettingsDraft::default().with("zone", "Asia/Tokyo");
    office.desk.change_settings(&ada, &moved).await.unwrap();
    let after = due(&office.clock(&rui, &number, SlaClock::Response).await).unwrap();
    // It is 17:00 in Tokyo: the day is over there.
    assert_eq!(after, before.plus(15 * HOUR));
    office.verified();
}

#[tokio::test]
async fn a_month_counts_what_stopped_and_a_holiday_entered_later_judges_nothing_anew() {
    let office = Office::open().await;
    office.targets_are_promises().await;
    let rui = office.signed_in(RUI).await;
    let (late, in_time) = (
        office.visitor_reports(draft("Mail is down")).await.number,
        office.visitor_reports(draft("Files are gone")).await.number,
    );
    office.wait(HOUR + 20 * MINUTE);
    office.press(&rui, &in_time, take()).await.unwrap();
    office.wait(2 * HOUR);
    office.press(&rui, &late, take()).await.unwrap();
    let ana = office.signed_in(crate::office::ANA).await;
    assert!(office.desk.compliance(&ana, &ComplianceQuery::default()).is_err(), "figures are the team's");
    let counted = |query: &ComplianceQuery| office.desk.compliance(&rui, query).unwrap();
    let page = counted(&ComplianceQuery::default());
    assert_eq!((page.cells.len(), page.cells[0].in_time, page.cells[0].late), (1, 1, 1));
    let missed = counted(&ComplianceQuery { in_time: "no".into(), ..ComplianceQuery::default() });
    assert_eq!(missed.lines.len(), 1);
    assert_eq!(missed.lines[0].number, late);
    // The whole day was a holiday, as somebody finds out in the evening.
    let holiday = CalendarDraft { off: "2026-11-23 Founders' day".into(), ..office_hours() };
    let again = office.signed_in(ADA).await;
    office.desk.change_calendar(&again, OFFICE_HOURS, holiday, None).await.unwrap();
    assert_eq!(counted(&ComplianceQuery::default()), page, "what has stopped stays as it was judged");
    office.press(&rui, &late, Press::Restrict).await.unwrap();
    assert_eq!(counted(&ComplianceQuery::default()).cells[0].late, 0, "what is restricted is in no figure");
    assert!(office.desk.compliance(&rui, &ComplianceQuery { month: "2026-13".into(), ..Default::default() }).is_err());
    office.verified();
}
