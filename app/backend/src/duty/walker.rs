//! The fold against somebody who walks minute by minute and only looks at the wall, in zones that change their clocks.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use domain::clock::Span;
use domain::time::{DAY, MINUTE, Moment};
use proptest::prelude::*;

use super::explain;
use super::rota::{Absence, Exceptions, Override, Rota, Why};
use crate::calendars::{DayHours, Weekly};
use crate::local_time::wall;

/// Zones with an hour, half an hour and nothing to change, and one that skipped a day.
const ZONES: [(Tz, &str); 6] = [
    (Tz::Europe__Berlin, "2026-10-25T01:00:00Z"),
    (Tz::Europe__Berlin, "2027-03-28T01:00:00Z"),
    (Tz::America__New_York, "2026-11-01T06:00:00Z"),
    (Tz::Australia__Lord_Howe, "2027-04-03T15:00:00Z"),
    (Tz::Pacific__Apia, "2011-12-30T10:00:00Z"),
    (Tz::Asia__Kolkata, "2026-10-25T01:00:00Z"),
];

/// Days walked before and after the change of clocks.
const AROUND: i64 = 4;

fn moment(text: &str) -> Moment {
    Moment(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

/// What the wall showed in each minute, from well before the span to well after it.
struct Walls {
    from: Moment,
    shown: Vec<NaiveDateTime>,
}

impl Walls {
    fn of(zone: Tz, around: Span) -> Self {
        let from = around.from.plus(-3 * DAY);
        let minutes = (around.to.plus(3 * DAY).since(from)) / MINUTE;
        Self { from, shown: (0..minutes).map(|minute| wall(from.plus(minute * MINUTE), zone)).collect() }
    }

    fn place(&self, at: Moment) -> usize {
        usize::try_from(at.since(self.from) / MINUTE).unwrap()
    }

    /// The wall has shown this or later.
    fn reached(&self, local: NaiveDateTime, by: usize) -> bool {
        self.shown[..=by].iter().any(|shown| *shown >= local)
    }

    /// The wall will show something earlier than this.
    fn still_before(&self, local: NaiveDateTime, from: usize) -> bool {
        self.shown[from..].iter().any(|shown| *shown < local)
    }

    fn open(&self, weekly: &Weekly, at: usize) -> bool {
        let today = self.shown[at].date();
        (-2..=2).any(|ahead| {
            let day = today + TimeDelta::days(ahead);
            weekly.0.iter().filter(|hours| u32::from(hours.day) == day.weekday().num_days_from_monday()).any(|hours| {
                let minute = |of: u16| day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(of));
                self.reached(minute(hours.from), at) && self.still_before(minute(hours.to), at)
            })
        })
    }

    /// Turns are counted by trying each: the last one whose time the wall has reached.
    fn turn(&self, rota: &Rota<u8>, at: usize) -> Option<i64> {
        let begins = |turn: i64| rota.first + TimeDelta::days(turn * i64::from(rota.every_days));
        let latest = self.shown[..=at].iter().max().unwrap();
        (0..60).rev().find(|turn| begins(*turn) <= *latest)
    }
}

fn walked(rota: &Rota<u8>, walls: &Walls, at: Moment, exceptions: Exceptions<'_, u8>) -> (Option<u8>, Why) {
    let place = walls.place(at);
    let within = |span: Span| span.from <= at && at < span.to;
    let last = exceptions.overrides.iter().rfind(|one| within(one.span));
    if let Some(instead) = last {
        return (instead.person, Why::Override);
    }
    if rota.hours.as_ref().is_some_and(|weekly| !walls.open(weekly, place)) {
        return (None, Why::OutOfHours);
    }
    let Some(turn) = walls.turn(rota, place) else { return (None, Why::Nobody) };
    for step in 0..rota.people.len() {
        let person = rota.people[(turn as usize + step) % rota.people.len()];
        if !exceptions.absences.iter().any(|one| one.person == person && within(one.span)) {
            return (Some(person), if step == 0 { Why::Turn } else { Why::StandIn });
        }
    }
    (None, Why::Nobody)
}

/// Minutes of a day, often those in which clocks are changed.
fn minute_of_day() -> impl Strategy<Value = u16> {
    prop_oneof![0u16..240, 0u16..1_440, Just(120), Just(150), Just(180)]
}

prop_compose! {
    fn weekly()(typed in proptest::collection::vec((0u8..7, minute_of_day(), minute_of_day()), 1..10)) -> Option<Weekly> {
        let hours = typed.into_iter().filter(|(_, from, to)| from < to).map(|(day, from, to)| DayHours { day, from, to });
        let mut kept: Vec<DayHours> = Vec::new();
        for one in hours {
            if kept.iter().all(|other| other.day != one.day || one.to <= other.from || other.to <= one.from) {
                kept.push(one);
            }
        }
        Weekly::of(kept).ok()
    }
}

prop_compose! {
    fn span_near(middle: Moment)(from in -6i64 * 1_440..6 * 1_440, long in 1i64..4 * 1_440) -> Span {
        let from = middle.plus(from * MINUTE);
        Span { from, to: from.plus(long * MINUTE) }
    }
}

#[derive(Debug)]
struct Told {
    rota: Rota<u8>,
    within: Span,
    overrides: Vec<Override<u8>>,
    absences: Vec<Absence<u8>>,
}

fn told() -> impl Strategy<Value = Told> {
    (0..ZONES.len()).prop_flat_map(|zone| {
        let (zone, changes) = (ZONES[zone].0, moment(ZONES[zone].1));
        let overrides = proptest::collection::vec((span_near(changes), proptest::option::of(0u8..5)), 0..3);
        let absences = proptest::collection::vec((span_near(changes), 0u8..5), 0..5);
        let rota = (
            0i64..9,
            minute_of_day(),
            1u32..9,
            proptest::collection::vec(0u8..5, 1..5),
            proptest::option::of(weekly()),
        );
        (rota, overrides, absences).prop_map(
            move |((before, minute, every_days, people, hours), overrides, absences)| {
                let day: NaiveDate = wall(changes.plus((2 - before) * DAY), zone).date();
                let first = day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::minutes(i64::from(minute));
                let within = Span { from: changes.plus(-AROUND * DAY), to: changes.plus(AROUND * DAY) };
                Told {
                    rota: Rota { zone, first, every_days, people, hours: hours.flatten() },
                    within,
                    overrides: overrides.into_iter().map(|(span, person)| Override { span, person }).collect(),
                    absences: absences.into_iter().map(|(span, person)| Absence { span, person }).collect(),
                }
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_fold_says_what_somebody_sees_who_walks_minute_by_minute(told in told()) {
        let exceptions = Exceptions { overrides: &told.overrides, absences: &told.absences };
        let stretches = told.rota.stretches(told.within, exceptions);
        prop_assert_eq!(stretches.first().unwrap().span.from, told.within.from);
        prop_assert_eq!(stretches.last().unwrap().span.to, told.within.to);
        for pair in stretches.windows(2) {
            prop_assert_eq!(pair[0].span.to, pair[1].span.from);
            prop_assert!((pair[0].person, pair[0].why) != (pair[1].person, pair[1].why), "joined");
        }
        let walls = Walls::of(told.rota.zone, told.within);
        for stretch in &stretches {
            let mut at = stretch.span.from;
            while at < stretch.span.to {
                let seen = walked(&told.rota, &walls, at, exceptions);
                prop_assert_eq!(seen, (stretch.person, stretch.why), "at {:?}", wall(at, told.rota.zone));
                // Each quarter, and both edges to the minute.
                let next = at.plus(15 * MINUTE);
                at = if next < stretch.span.to { next } else if at.plus(MINUTE) < stretch.span.to { stretch.span.to.plus(-MINUTE) } else { next };
            }
        }
    }
}

/// The segments of a case as `person why from to`.
fn lines(case: &str) -> Vec<String> {
    let read: serde_json::Value = serde_json::from_str(&explain(case).unwrap()).unwrap();
    let line = |one: &serde_json::Value| {
        let word = |name: &str| one[name].as_str().unwrap_or("-").to_owned();
        format!("{} {} {} {}", word("person"), word("why"), word("from"), word("to"))
    };
    read["segments"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn office_hours_stay_what_they_are_when_the_clocks_change() {
    let days = ["mon", "tue", "wed", "thu", "fri"];
    let hours = days.map(|day| format!(r#"{{"day": "{day}", "from": "08:30", "to": "17:30"}}"#)).join(",");
    let case = format!(
        r#"{{"zone": "Europe/Berlin", "rotations": [{{"name": "desk", "first": "2026-07-06T09:00", "every_days": 7,
        "people": ["a", "b", "c"], "hours": [{hours}]}}], "from": "2026-11-02T00:00:00Z", "to": "2026-11-03T00:00:00Z"}}"#
    );
    let monday = [
        "- out_of_hours 2026-11-02T00:00:00Z 2026-11-02T07:30:00Z",
        "b turn 2026-11-02T07:30:00Z 2026-11-02T08:00:00Z",
        "c turn 2026-11-02T08:00:00Z 2026-11-02T16:30:00Z",
        "- out_of_hours 2026-11-02T16:30:00Z 2026-11-03T00:00:00Z",
    ];
    assert_eq!(lines(&case), monday, "half past eight and nine in winter, after a weekend without duty");
}

#[test]
fn a_night_in_which_the_clocks_change_has_one_person_and_one_hour_more_or_less() {
    let night = |from: &str, to: &str| {
        format!(
            r#"{{"zone": "Europe/Berlin", "rotations": [{{"name": "night", "first": "2026-10-24T18:00", "every_days": 1,
            "people": ["a", "b"]}}], "from": "{from}", "to": "{to}"}}"#
        )
    };
    let autumn = lines(&night("2026-10-24T16:00:00Z", "2026-10-25T17:00:00Z"));
    assert_eq!(autumn, ["a turn 2026-10-24T16:00:00Z 2026-10-25T17:00:00Z"], "25 hours");
    let spring = lines(&night("2027-03-27T17:00:00Z", "2027-03-28T16:00:00Z"));
    assert_eq!(spring.len(), 1, "23 hours, also at half past two, which there is not: {spring:?}");
}

#[test]
fn somebody_else_instead_wins_over_hours_and_absence_and_all_away_is_nobody() {
    let case = r#"{"zone": "UTC", "rotations": [{"name": "p", "first": "2026-03-02T09:00", "every_days": 7,
        "people": ["a", "b"], "hours": [{"day": "mon", "from": "09:00", "to": "24:00"}]}],
        "overrides": [{"rotation": "p", "from": "2026-03-02T07:00:00Z", "to": "2026-03-02T10:00:00Z", "person": "a"},
            {"rotation": "p", "from": "2026-03-02T20:00:00Z", "to": "2026-03-02T21:00:00Z", "person": null}],
        "absences": [{"person": "a", "from": "2026-03-02T00:00:00Z", "to": "2026-03-03T00:00:00Z"},
            {"person": "b", "from": "2026-03-02T12:00:00Z", "to": "2026-03-02T20:00:00Z"}],
        "from": "2026-03-02T06:00:00Z", "to": "2026-03-03T01:00:00Z"}"#;
    let told = [
        "- out_of_hours 2026-03-02T06:00:00Z 2026-03-02T07:00:00Z",
        "a override 2026-03-02T07:00:00Z 2026-03-02T10:00:00Z",
        "b stand_in 2026-03-02T10:00:00Z 2026-03-02T12:00:00Z",
        "- nobody 2026-03-02T12:00:00Z 2026-03-02T20:00:00Z",
        "- override 2026-03-02T20:00:00Z 2026-03-02T21:00:00Z",
        "b stand_in 2026-03-02T21:00:00Z 2026-03-03T00:00:00Z",
        "- out_of_hours 2026-03-03T00:00:00Z 2026-03-03T01:00:00Z",
    ];
    assert_eq!(lines(case), told);
}

#[test]
fn a_rota_of_one_has_every_turn_and_nonsense_is_refused_in_words() {
    let case = |rotation: &str, rest: &str| {
        format!(
            r#"{{"zone": "UTC", "rotations": [{rotation}], {rest} "from": "2026-03-02T09:00:00Z", "to": "2028-03-02T09:00:00Z"}}"#
        )
    };
    let one = r#"{"name": "p", "first": "2026-03-02T09:00", "every_days": 7, "people": ["a"]}"#;
    assert_eq!(lines(&case(one, "")), ["a turn 2026-03-02T09:00:00Z 2028-03-02T09:00:00Z"]);
    let wrong = [
        (one.replace("\"a\"", ""), "", "nobody in it"),
        (one.replace(": 7", ": 0"), "", "1 to 366 days"),
        (one.replace(": 7", ": -1"), "", "1 to 366 days"),
        (one.replace("T09:00", "T25:00"), "", "no local time"),
        (one.replace("]}", r#"], "hours": []}"#), "", "no hours"),
        (
            one.replace("]}", r#"], "hours": [{"day": "mon", "from": "17:00", "to": "09:00"}]}"#),
            "",
            "write a night as two",
        ),
        (format!("{one}, {one}"), "", "two rotations"),
        (
            one.to_owned(),
            r#""overrides": [{"rotation": "q", "from": "2026-03-02T09:00:00Z", "to": "2026-03-03T09:00:00Z", "person": "a"}],"#,
            "no rotation here",
        ),
        (
            one.to_owned(),
            r#""absences": [{"person": "a", "from": "2026-03-03T09:00:00Z", "to": "2026-03-02T09:00:00Z"}],"#,
            "does not end",
        ),
    ];
    for (rotation, rest, says) in wrong {
        let refused = explain(&case(&rotation, rest)).unwrap_err();
        assert!(refused.contains(says), "{refused}");
    }
    assert!(explain("[]").is_err() && explain(&case(one, "").replace("UTC", "Mars")).is_err());
    assert!(explain(&case(one, "").replace("2028", "2999")).unwrap_err().contains("fifty years"));
    let far = lines(&case(one, "").replace("2026-03-02T09:00\"", "9999-12-31T09:00\""));
    assert_eq!(far[0].split(' ').nth(1), Some("nobody"));
}
