//! The availability of a month, worked out by hand: against a clerk who looks every quarter of an hour.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use serde_json::{Value, json};

const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Chatham",
    "Asia/Kathmandu",
];
const MONTHS: [&str; 5] = ["2018-02", "2018-11", "2026-03", "2026-10", "2026-04"];

fn answer(case: &Value) -> Value {
    serde_json::from_str(&backend::calendars::explain_availability(&case.to_string()).unwrap()).unwrap()
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

#[derive(Clone, Debug)]
struct Interval {
    from: i64,
    quarters: Option<i64>,
    down: bool,
    planned: bool,
}

#[derive(Clone, Debug)]
struct Month {
    zone: Tz,
    month: &'static str,
    /// From which hour to which on working days, and a holiday.
    office: Option<(u32, u32, u32)>,
    count_planned: bool,
    intervals: Vec<Interval>,
    /// Quarters of an hour after the beginning.
    now: i64,
}

impl Month {
    fn first(&self) -> NaiveDate {
        NaiveDate::parse_from_str(&format!("{}-01", self.month), "%Y-%m-%d").unwrap()
    }

    /// Before any zone has the month; no zone is off by less than a quarter of an hour.
    fn base(&self) -> DateTime<Utc> {
        self.first().and_hms_opt(0, 0, 0).unwrap().and_utc() - Duration::hours(15)
    }

    fn at(&self, quarter: i64) -> DateTime<Utc> {
        self.base() + Duration::minutes(15 * quarter)
    }

    fn case(&self) -> Value {
        let interval = |interval: &Interval| {
            json!({
                "from": text(self.at(interval.from)),
                "to": interval.quarters.map(|quarters| text(self.at(interval.from + quarters))),
                "effect": if interval.down { "down" } else { "degraded" },
                "planned": interval.planned,
            })
        };
        let calendar = self.office.map(|(from, to, day)| {
            let hours = |day: &str| json!({"day": day, "from": format!("{from:02}:00"), "to": format!("{to:02}:00")});
            let weekly: Vec<Value> = ["mon", "tue", "wed", "thu", "fri"].map(hours).into();
            json!({"zone": self.zone.name(), "weekly": weekly, "holidays": [format!("{}-{day:02}", self.month)]})
        });
        json!({
            "zone": self.zone.name(), "month": self.month, "target_percent": 99.5, "count_planned": self.count_planned,
            "calendar": calendar, "intervals": self.intervals.iter().map(interval).collect::<Vec<_>>(),
            "now": text(self.at(self.now)),
        })
    }

    fn counts(&self, quarter: i64) -> bool {
        let local = self.at(quarter).with_timezone(&self.zone);
        let inside = local.year() == self.first().year() && local.month() == self.first().month();
        let open = self.office.is_none_or(|(from, to, off)| {
            local.weekday().num_days_from_monday() < 5 && (from..to).contains(&local.hour()) && local.day() != off
        });
        inside && open && quarter < self.now
    }

    fn effect(&self, quarter: i64) -> Option<&'static str> {
        let lasts = |interval: &&Interval| {
            let end = interval.quarters.map_or(i64::MAX, |quarters| interval.from + quarters);
            (interval.from..end).contains(&quarter)
        };
        let here: Vec<&Interval> = self.intervals.iter().filter(lasts).collect();
        if here.iter().any(|interval| interval.planned && !self.count_planned) {
            return Some("planned");
        }
        let down = here.iter().any(|interval| interval.down);
        if down { Some("down") } else { (!here.is_empty()).then_some("degraded") }
    }

    /// Quarter by quarter.
    fn by_hand(&self) -> Value {
        let (mut observed, mut counts) = (0, [0, 0, 0]);
        let mut segments: Vec<(i64, i64, &str)> = Vec::new();
        for quarter in (0..34 * 24 * 4).filter(|quarter| self.counts(*quarter)) {
            let effect = self.effect(quarter);
            observed += i64::from(effect != Some("planned"));
            let Some(effect) = effect else { continue };
            counts[["down", "degraded", "planned"].iter().position(|known| *known == effect).unwrap()] += 1;
            match segments.last_mut() {
                Some((_, end, last)) if *end == quarter && *last == effect => *end = quarter + 1,
                _ => segments.push((quarter, quarter + 1, effect)),
            }
        }
        let percent = (observed > 0).then(|| ((observed - counts[0]) * 100_000 / observed) as f64 / 1_000.0);
        let segment = |(from, to, effect): (i64, i64, &str)| json!({"from": text(self.at(from)), "to": text(self.at(to)), "effect": effect});
        json!({
            "observed_seconds": observed * 900, "down_seconds": counts[0] * 900, "degraded_seconds": counts[1] * 900,
            "planned_seconds": counts[2] * 900, "availability_percent": percent,
            "segments": segments.into_iter().map(segment).collect::<Vec<_>>(),
        })
    }
}

fn months() -> impl Strategy<Value = Month> {
    let interval = (0..3_300_i64, prop::option::weighted(0.9, 0..330_i64), any::<bool>(), any::<bool>())
        .prop_map(|(from, quarters, down, planned)| Interval { from, quarters, down, planned });
    let office = prop::option::of((4..9_u32, 12..23_u32, 1..29_u32));
    (0..ZONES.len(), 0..MONTHS.len(), office, any::<bool>(), prop::collection::vec(interval, 0..8), 0..4_000_i64)
        .prop_map(|(zone, month, office, count_planned, intervals, now)| Month {
            zone: ZONES[zone].parse().unwrap(),
            month: MONTHS[month],
            office,
            count_planned,
            intervals,
            now,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn it_comes_to_what_a_clerk_counts(month in months()) {
        prop_assert_eq!(answer(&month.case()), month.by_hand());
    }
}

fn march(intervals: &Value) -> Value {
    json!({
        "zone": "Europe/Berlin", "month": "2026-03", "target_percent": 99.5, "count_planned": false, "calendar": null,
        "intervals": intervals, "now": "2026-06-01T00:00:00Z",
    })
}

#[test]
fn a_second_of_outage_is_never_rounded_away() {
    let one = march(&json!([{"from": "2026-03-05T10:00:00Z", "to": "2026-03-05T10:00:01Z", "effect": "down"}]));
    let told = answer(&one);
    assert_eq!(told["observed_seconds"], 743 * 3_600, "a month that loses an hour");
    assert_eq!((&told["down_seconds"], &told["availability_percent"]), (&json!(1), &json!(99.999)));
    assert_eq!(answer(&march(&json!([])))["availability_percent"], 100.0);
}

#[test]
fn down_wins_over_degraded_and_planned_over_both() {
    let told = answer(&march(&json!([
        {"from": "2026-03-05T10:00:00Z", "to": "2026-03-05T14:00:00Z", "effect": "degraded", "planned": false},
        {"from": "2026-03-05T11:00:00Z", "to": "2026-03-05T13:00:00Z", "effect": "down", "planned": false},
        {"from": "2026-03-05T12:00:00Z", "to": "2026-03-05T12:30:00Z", "effect": "down", "planned": true},
    ])));
    let effects: Vec<&str> =
        told["segments"].as_array().unwrap().iter().map(|segment| segment["effect"].as_str().unwrap()).collect();
    assert_eq!(effects, ["degraded", "down", "planned", "down", "degraded"]);
    assert_eq!(told["planned_seconds"], 1_800);
    assert_eq!(told["observed_seconds"], 743 * 3_600 - 1_800);
}

#[test]
fn what_cannot_be_read_is_said_in_words() {
    let with = |field: &str, value: Value| {
        let mut case = march(&json!([]));
        case[field] = value;
        backend::calendars::explain_availability(&case.to_string()).unwrap_err()
    };
    assert_eq!(with("month", json!("2026-13")), "\"2026-13\" is no month, as 2026-03 is");
    assert_eq!(with("zone", json!("Berlin")), "\"Berlin\" is no zone, as Europe/Berlin is");
    let backwards = json!([{"from": "2026-03-05T10:00:00Z", "to": "2026-03-05T09:00:00Z", "effect": "down"}]);
    assert!(with("intervals", backwards).contains("ends before it begins"));
    assert_eq!(with("target_percent", json!(101)), "a target is between 0 and 100 percent");
}

#[test]
fn of_a_month_that_has_not_begun_there_is_no_figure() {
    let mut case = march(&json!([{"from": "2026-03-05T10:00:00Z", "to": null, "effect": "down"}]));
    case["now"] = json!("2026-02-01T00:00:00Z");
    let told = answer(&case);
    assert_eq!((&told["observed_seconds"], &told["availability_percent"]), (&json!(0), &Value::Null));
}
