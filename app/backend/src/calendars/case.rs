//! What `sitrep clock --explain` reads and writes: a clock and its calendars as JSON.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use domain::clock::{Ledger, Span, State};
use domain::time::{Moment, SECOND};
use serde::{Deserialize, Serialize};

use super::week::{DayHours, NoWeek, Weekly, day_typed, minutes_typed};
use super::zoned::{WeekFrom, Zoned, whole_day};
use crate::local_time::{begins, ends};

#[derive(Deserialize)]
pub(super) struct Case {
    pub calendar: Option<CalendarCase>,
    pub target_seconds: i64,
    pub events: Vec<EventCase>,
    pub now: String,
}

#[derive(Deserialize)]
pub(super) struct EventCase {
    pub at: String,
    pub kind: EventKind,
    pub target_seconds: Option<i64>,
    pub calendar: Option<CalendarCase>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EventKind {
    Start,
    Pause,
    Resume,
    Stop,
    Reopen,
    Target,
    Cancel,
}

/// Hours of a week in a zone, without the days off.
#[derive(Deserialize)]
pub(crate) struct CalendarCase {
    zone: String,
    weekly: Vec<HoursCase>,
    #[serde(default)]
    holidays: Vec<HolidayCase>,
}

#[derive(Deserialize)]
pub(crate) struct HoursCase {
    day: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum HolidayCase {
    Day(String),
    Part { from: String, to: String },
}

#[derive(Serialize)]
pub(super) struct Explained {
    state: State,
    due: Option<String>,
    elapsed_seconds: i64,
    segments: Vec<SegmentCase>,
}

#[derive(Serialize)]
struct SegmentCase {
    from: String,
    to: String,
    kind: domain::clock::SegmentKind,
}

impl CalendarCase {
    pub fn read(&self) -> Result<Zoned, String> {
        let zone = zone_of(&self.zone)?;
        let off = self.holidays.iter().map(|holiday| holiday.read(zone)).collect::<Result<_, _>>()?;
        let week = WeekFrom { from: NaiveDate::MIN, weekly: weekly_of(&self.weekly)? };
        Ok(Zoned::new(zone, vec![week], off))
    }
}

/// The hours of a week as a case writes them.
pub(crate) fn weekly_of(hours: &[HoursCase]) -> Result<Weekly, String> {
    let hours = hours.iter().map(|hours| {
        let day = day_typed(&hours.day).ok_or_else(|| format!("\"{}\" is no day: write mon to sun", hours.day))?;
        let minutes = |text| minutes_typed(text).ok_or_else(|| format!("\"{text}\" is no time of day, as 09:00 is"));
        let (from, to) = (minutes(&hours.from)?, minutes(&hours.to)?);
        Ok(DayHours { day, from, to })
    });
    Weekly::of(hours.collect::<Result<_, String>>()?).map_err(|fault| match fault {
        NoWeek::Backwards => "hours end after they begin: write a night as two".to_owned(),
        NoWeek::Overlapping => "hours of one day overlap".to_owned(),
    })
}

pub(crate) fn zone_of(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| format!("\"{name}\" is no zone, as Europe/Berlin is"))
}

/// An instant as a case writes it.
pub(crate) fn instant(text: &str) -> Result<Moment, String> {
    let at = DateTime::parse_from_rfc3339(text);
    at.map(|at| Moment(at.timestamp_millis()))
        .map_err(|_| format!("\"{text}\" is no instant, as 2026-03-27T14:00:00Z is"))
}

/// An instant in UTC, to the second where it lies on one.
pub(crate) fn written(at: Moment) -> String {
    let utc = DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default();
    utc.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

impl HolidayCase {
    fn read(&self, zone: Tz) -> Result<Span, String> {
        match self {
            Self::Day(day) => {
                let day = NaiveDate::parse_from_str(day, "%Y-%m-%d");
                day.map(|day| whole_day(day, zone)).map_err(|_| "a whole holiday is written 2026-12-25".to_owned())
            }
            Self::Part { from, to } => {
                let span = Span { from: begins(local(from)?, zone), to: ends(local(to)?, zone) };
                if span.from < span.to {
                    Ok(span)
                } else {
                    Err(format!("the holiday from {from} ends before it begins"))
                }
            }
        }
    }
}

/// A local time as a case writes it.
pub(crate) fn local(text: &str) -> Result<NaiveDateTime, String> {
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let read = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    read.ok_or_else(|| format!("\"{text}\" is no local time, as 2026-12-24T12:00 is"))
}

impl Explained {
    pub fn of(ledger: &Ledger) -> Self {
        let segment = |segment: &domain::clock::Segment| SegmentCase {
            from: written(segment.from),
            to: written(segment.to),
            kind: segment.kind,
        };
        Self {
            state: ledger.state,
            due: ledger.due.map(written),
            elapsed_seconds: ledger.elapsed.div_euclid(SECOND),
            segments: ledger.segments.iter().map(segment).collect(),
        }
    }
}
