//! The clocks against somebody who looks at the wall every minute: an oracle that knows neither stretches nor segments.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use domain::clock::{Ledger, Mark, MarkKind, SegmentKind, State, Terms, ledger};
use domain::time::{MINUTE, Moment};
use proptest::prelude::*;

use super::week::{DayHours, Weekly};
use super::zoned::{WeekFrom, Zoned, whole_day};
use crate::local_time::{begins, wall};

const ZONES: [Tz; 6] = [
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Apia,
    Tz::Asia__Kolkata,
    Tz::Europe__Lisbon,
];

/// Days around which something odd happens: changes of clocks either way, a leap day, an ordinary week.
const DAYS: [(i32, u32, u32); 6] =
    [(2026, 3, 27), (2026, 10, 23), (2027, 3, 12), (2026, 4, 3), (2028, 2, 28), (2026, 11, 5)];

/// How far the walker goes for what is due.
const AHEAD_MOST: i64 = 2 * 24 * 60;

#[derive(Clone, Debug)]
struct Case {
    zone: Tz,
    start: Moment,
    hours: Vec<DayHours>,
    off: Vec<NaiveDate>,
    /// Minutes of working time.
    target: i64,
    /// Minutes after the one before, and what happens then.
    events: Vec<(i64, Happens)>,
    /// Minutes from the last of them.
    then: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Happens {
    Pause,
    Resume,
    Stop,
    Reopen,
    Cancel,
}

/// Beginnings and ends lie outside the hour that comes twice: there the wall alone does not tell them apart.
fn minute() -> impl Strategy<Value = u16> {
    prop_oneof![Just(0_u16), 240_u16..=1_440]
}

fn case() -> impl Strategy<Value = Case> {
    let hours = prop::collection::vec((0..7_u8, minute(), minute()), 1..12);
    let happens =
        prop::sample::select(vec![Happens::Pause, Happens::Resume, Happens::Stop, Happens::Reopen, Happens::Cancel]);
    let events = prop::collection::vec((0..600_i64, happens), 0..6);
    let day = prop::sample::select(DAYS.to_vec());
    let off = prop::collection::vec(0..9_u64, 0..3);
    (prop::sample::select(ZONES.to_vec()), day, 0..1_440_i64, hours, off, 1..1_200_i64, events, 0..600_i64).prop_map(
        |(zone, (year, month, day), minute, hours, off, target, events, then)| {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let start = begins(day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(minute), zone);
            let off = off.into_iter().map(|ahead| day + chrono::Days::new(ahead)).collect();
            Case { zone, start, hours: apart(hours), off, target, events, then }
        },
    )
}

/// As much of the hours as does not overlap.
fn apart(hours: Vec<(u8, u16, u16)>) -> Vec<DayHours> {
    let mut kept: Vec<DayHours> = Vec::new();
    for (day, one, other) in hours {
        let hours = DayHours { day, from: one.min(other), to: one.max(other) };
        let overlaps = kept.iter().any(|has| has.day == day && has.from < hours.to && hours.from < has.to);
        if hours.from < hours.to && !overlaps {
            kept.push(hours);
        }
    }
    kept
}

/// What the wall says of a minute.
fn is_open(case: &Case, at: Moment) -> bool {
    let now: NaiveDateTime = wall(at, case.zone);
    let (day, minute) = (now.weekday().num_days_from_monday() as u8, (now.hour() * 60 + now.minute()) as u16);
    let opens = case.hours.iter().any(|hours| hours.day == day && hours.from <= minute && minute < hours.to);
    opens && !case.off.contains(&now.date())
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Running,
    Paused,
    Stopped,
    Cancelled,
}

#[derive(Default)]
struct Walked {
    /// Minutes.
    elapsed: i64,
    reached: Option<Moment>,
    late: bool,
    paused: i64,
    out_of_hours: i64,
    solved: i64,
}

impl Walked {
    fn minute(&mut self, case: &Case, at: Moment, mode: Mode) {
        let open = is_open(case, at);
        match mode {
            Mode::Stopped | Mode::Cancelled => self.solved += 1,
            Mode::Running | Mode::Paused if !open => self.out_of_hours += 1,
            Mode::Paused => self.paused += 1,
            Mode::Running => {
                self.elapsed += 1;
                if self.elapsed == case.target {
                    self.reached = self.reached.or(Some(at.plus(MINUTE)));
                }
            }
        }
    }
}

fn walked(case: &Case, now: Moment, events: &[(Moment, Happens)]) -> (Walked, Mode, Option<Moment>) {
    let (mut walked, mut mode, mut here) = (Walked::default(), Mode::Running, case.start);
    let mut judged = None;
    let past = |walked: &Walked, mode, here: Moment| {
        mode != Mode::Stopped && mode != Mode::Cancelled && walked.reached.is_some_and(|due| due < here)
    };
    for (at, happens) in events {
        while here < *at {
            walked.minute(case, here, mode);
            here = here.plus(MINUTE);
        }
        walked.late |= past(&walked, mode, here);
        (mode, judged) = match (happens, mode) {
            (Happens::Pause, Mode::Running) => (Mode::Paused, judged),
            (Happens::Resume, Mode::Paused) => (Mode::Running, judged),
            (Happens::Stop, Mode::Running | Mode::Paused) => (Mode::Stopped, due(case, &walked, here)),
            (Happens::Reopen, Mode::Stopped | Mode::Cancelled) => (Mode::Running, None),
            (Happens::Cancel, Mode::Running | Mode::Paused) => (Mode::Cancelled, None),
            (_, mode) => (mode, judged),
        };
    }
    if mode == Mode::Running || mode == Mode::Paused {
        while here < now {
            walked.minute(case, here, mode);
            here = here.plus(MINUTE);
        }
        walked.late |= past(&walked, mode, here);
    }
    let due = match mode {
        Mode::Running => due(case, &walked, here),
        Mode::Paused | Mode::Cancelled => None,
        Mode::Stopped => judged,
    };
    (walked, mode, due)
}

/// When the target is or was reached, if the clock runs on from here.
fn due(case: &Case, walked: &Walked, from: Moment) -> Option<Moment> {
    let (mut elapsed, mut here) = (walked.elapsed, from);
    if walked.reached.is_some() {
        return walked.reached;
    }
    for _ in 0..AHEAD_MOST {
        elapsed += i64::from(is_open(case, here));
        here = here.plus(MINUTE);
        if elapsed == case.target {
            return Some(here);
        }
    }
    None
}

fn folded(case: &Case, now: Moment, events: &[(Moment, Happens)]) -> Ledger {
    let week = WeekFrom { from: NaiveDate::MIN, weekly: Weekly::of(case.hours.clone()).unwrap() };
    let off = case.off.iter().map(|day| whole_day(*day, case.zone)).collect();
    let hours = Zoned::new(case.zone, vec![week], off);
    let kind = |happens| match happens {
        Happens::Pause => MarkKind::Pause,
        Happens::Resume => MarkKind::Resume,
        Happens::Stop => MarkKind::Stop,
        Happens::Reopen => MarkKind::Reopen,
        Happens::Cancel => MarkKind::Cancel,
    };
    let mut marks = vec![Mark { at: case.start, kind: MarkKind::Start }];
    marks.extend(events.iter().map(|(at, happens)| Mark { at: *at, kind: kind(*happens) }));
    ledger(Terms { target: case.target * MINUTE, hours: &hours }, &marks, now).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_clock_says_what_somebody_sees_who_looks_at_the_wall_every_minute(case in case()) {
        let mut at = case.start;
        let mut events = Vec::new();
        for (wait, happens) in &case.events {
            at = at.plus(wait * MINUTE);
            events.push((at, *happens));
        }
        let now = at.plus(case.then * MINUTE);
        let told = folded(&case, now, &events);
        let (seen, mode, due) = walked(&case, now, &events);
        let state = match (mode, seen.late) {
            (Mode::Running, false) => State::Running,
            (Mode::Running, true) => State::Breached,
            (Mode::Paused, _) => State::Paused,
            (Mode::Stopped, false) => State::Met,
            (Mode::Stopped, true) => State::MetLate,
            (Mode::Cancelled, _) => State::Cancelled,
        };
        prop_assert_eq!(told.state, state);
        prop_assert_eq!(told.elapsed, seen.elapsed * MINUTE);
        if due.is_some() {
            prop_assert_eq!(told.due, due);
        }
        let kinds = [
            (SegmentKind::Running, seen.elapsed),
            (SegmentKind::Paused, seen.paused),
            (SegmentKind::OutOfHours, seen.out_of_hours),
            (SegmentKind::ConsideredSolved, seen.solved),
        ];
        for (kind, minutes) in kinds {
            prop_assert_eq!(told.total(kind), minutes * MINUTE, "{:?}", kind);
        }
        prop_assert!(told.segments.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].kind != pair[1].kind));
    }
}
