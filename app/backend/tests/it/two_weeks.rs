//! Two weeks in Berlin, from Monday, 19 October 2026: the clocks go back on the Sunday between them, and on the second
//! Wednesday the server is switched off. Each warning comes once, and the month is what somebody counts by hand: one was
//! cancelled, one corrected, one merged. What Vera reports is a P2: to be taken within 30 minutes, to work again within 8
//! hours, Monday to Friday from 09:00 to 17:00.

use backend::demo::enter_office;
use backend::settings::Settings;
use backend::storage::Storage;
use backend::{Backend, Clock, Options};
use domain::incident::{CancelReason, Milestone, Press, Resolution, SlaClock};
use domain::time::{DAY, HOUR, MINUTE, Moment};
use domain::view::compliance::{ComplianceCell, ComplianceQuery, Counted};

use crate::lifecycle::draft;
use crate::office::{ADA, MARA, MORNING, Office, RUI};

/// Monday, 19 October 2026, 00:00 UTC.
const FIRST: i64 = MORNING - 8 * HOUR - 35 * DAY;
/// The Sunday on which an hour comes twice, and the Wednesday without power; days count from the first Monday.
const BACK: i64 = 6;
const OFF: i64 = 9;
/// Between two looks at the timers.
const STEP: i64 = 10 * MINUTE;

struct Weeks {
    office: Office,
}

/// As the clock on the wall in Berlin shows it.
fn wall(day: i64, hour: i64, minute: i64) -> i64 {
    let ahead = if day < BACK { 2 } else { 1 };
    FIRST + day * DAY + (hour - ahead) * HOUR + minute * MINUTE
}

impl Weeks {
    async fn begin() -> Self {
        let clock = Clock::manual(wall(0, 8, 0));
        let desk = Backend::new(Storage::in_memory(clock.clone()), Options::default()).unwrap();
        let office = Office { desk, clock };
        enter_office(&office.desk).await.unwrap();
        let set = |tx: &mut backend::storage::Tx<'_>| {
            Settings { zone: "Europe/Berlin".to_owned(), ..Settings::stored(tx)? }.save(tx)
        };
        office.desk.storage().write(set).await.unwrap();
        let ada = office.signed_in(ADA).await;
        office.desk.confirm_targets(&ada).await.unwrap();
        Self { office }
    }

    /// Time passes up to there, and what is due happens, unless the server is off.
    async fn at(&self, day: i64, hour: i64, minute: i64) {
        let there = wall(day, hour, minute);
        while self.office.now().0 < there {
            self.office.wait(STEP.min(there - self.office.now().0));
            let off = (wall(OFF, 0, 0)..wall(OFF + 1, 0, 0)).contains(&self.office.now().0);
            if !off {
                self.office.desk.fire_due_timers().await.unwrap();
            }
        }
    }

    async fn reported(&self, title: &str) -> String {
        self.office.visitor_reports(draft(title)).await.number
    }

    async fn by(&self, who: &str, number: &str, press: Press) {
        let who = self.office.signed_in(who).await;
        self.office.press(&who, number, press).await.unwrap();
    }

    async fn taken(&self, number: &str) {
        self.by(RUI, number, Press::Take { priority: None, reason: String::new() }).await;
    }

    async fn resolved(&self, number: &str) {
        let resolution = Resolution { text: "A full disk.".into(), restored_at: None };
        self.by(RUI, number, Press::Resolve { resolution }).await;
    }

    /// How often its timeline says that three quarters of a target, and all of it, have passed.
    async fn rang(&self, number: &str) -> [usize; 4] {
        let rui = self.office.signed_in(RUI).await;
        let lines = self.office.lines(&rui, number).await;
        let said = |words: &str| lines.iter().filter(|line| line.act == words).count();
        [
            said("three quarters of the time to take it have passed"),
            said("the time to take it has passed"),
            said("three quarters of the time to make it work again have passed"),
            said("the time to make it work again has passed"),
        ]
    }
}

/// What happens; the numbers of the plain one, the one over Sunday, the cancelled one, the one through the night, the merged
/// one and the corrected one.
async fn lived(weeks: &Weeks) -> [String; 6] {
    // Taken after 10 minutes, works again after 5 hours: both in time.
    weeks.at(0, 9, 0).await;
    let plain = weeks.reported("Mail is slow").await;
    weeks.at(0, 9, 10).await;
    weeks.taken(&plain).await;
    weeks.at(0, 14, 0).await;
    weeks.resolved(&plain).await;
    // 10 minutes on Friday, 20 on Monday after the change: due Monday, 09:20, taken 09:30. Works again by 16:50, and does at 16:00.
    weeks.at(4, 16, 50).await;
    let over_sunday = weeks.reported("The lift is stuck").await;
    weeks.at(7, 9, 30).await;
    let rui = weeks.office.signed_in(RUI).await;
    let page = weeks.office.desk.clocks_page(&rui, &over_sunday).await.unwrap();
    assert_eq!(page.clocks[0].brief.due.as_ref().map(|due| due.utc), Some(Moment(wall(7, 9, 20))));
    weeks.taken(&over_sunday).await;
    // A false alarm, before anything rang.
    weeks.at(7, 10, 0).await;
    let cancelled = weeks.reported("The wiki is slow").await;
    weeks.at(7, 10, 20).await;
    weeks.by(RUI, &cancelled, Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() }).await;
    weeks.at(7, 16, 0).await;
    weeks.resolved(&over_sunday).await;
    // Two hours on Tuesday, the rest on the Wednesday without power: due Wednesday, 15:00, works again on Thursday.
    weeks.at(8, 15, 0).await;
    let through_the_night = weeks.reported("The printer of the second floor").await;
    weeks.at(8, 15, 10).await;
    weeks.taken(&through_the_night).await;
    // The same, taken in time before somebody sees that.
    weeks.at(8, 15, 30).await;
    let merged = weeks.reported("No printing on the second floor").await;
    weeks.at(8, 15, 40).await;
    weeks.taken(&merged).await;
    weeks.at(8, 16, 0).await;
    weeks.by(RUI, &merged, Press::Merge { into: through_the_night.clone(), reopen: false }).await;
    weeks.at(10, 9, 0).await;
    // Pressed late: Rui took it at 09:20. Works again after three hours.
    let corrected = weeks.reported("Files are gone").await;
    weeks.at(10, 9, 50).await;
    weeks.taken(&corrected).await;
    weeks.at(10, 10, 0).await;
    weeks.resolved(&through_the_night).await;
    let at = Some(Moment(wall(10, 9, 20)));
    weeks.by(MARA, &corrected, Press::CorrectTime { which: Milestone::Taken, at, reason: "He was seen".into() }).await;
    weeks.at(10, 12, 0).await;
    weeks.resolved(&corrected).await;
    weeks.at(11, 17, 0).await;
    weeks.office.verified();
    [plain, over_sunday, cancelled, through_the_night, merged, corrected]
}

#[tokio::test]
async fn two_weeks_in_berlin_ring_each_bell_once_and_come_to_what_somebody_counts_by_hand() {
    let weeks = Weeks::begin().await;
    let [plain, over_sunday, cancelled, through_the_night, merged, corrected] = lived(&weeks).await;
    let expected = [
        (&plain, [0, 0, 0, 0]),
        (&over_sunday, [1, 1, 1, 0]),
        (&cancelled, [0, 0, 0, 0]),
        // The warning and the end fell together while the server was off.
        (&through_the_night, [0, 0, 0, 1]),
        (&merged, [0, 0, 0, 0]),
        (&corrected, [1, 1, 0, 0]),
    ];
    for (number, bells) in expected {
        assert_eq!(weeks.rang(number).await, bells, "{number}");
    }
    let mara = weeks.office.signed_in(MARA).await;
    let month = weeks.office.desk.compliance(&mara, &ComplianceQuery::default()).unwrap();
    let counts = |cell: &ComplianceCell| (cell.what, cell.in_time, cell.late);
    let counted: Vec<_> = month.cells.iter().map(counts).collect();
    // Taken: plain, through the night, merged, corrected; over Sunday late. Works again: plain, over Sunday, corrected; through the night late.
    assert_eq!(
        (month.month.as_str(), counted),
        ("2026-10", vec![(Counted::Clock(SlaClock::Response), 4, 1), (Counted::Clock(SlaClock::Resolution), 3, 1)])
    );
    let told_corrected = month.lines.iter().filter(|line| line.was_in_time == Some(false));
    assert_eq!(told_corrected.map(|line| line.number.as_str()).collect::<Vec<_>>(), [corrected.as_str()]);
}
