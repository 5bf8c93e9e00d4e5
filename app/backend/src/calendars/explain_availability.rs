//! What `sitrep availability --explain` reads and writes: a service's outages in a month, as JSON.

use domain::availability::{Availability, Cause, Outage, Terms, availability};
use domain::clock::{Always, Hours, Span};
use domain::service::Effect;
use domain::time::{Moment, SECOND};
use serde::{Deserialize, Serialize};

use super::case::{CalendarCase, instant, written, zone_of};
use super::month::Month;

#[derive(Deserialize)]
struct Case {
    zone: String,
    month: String,
    target_percent: Option<f64>,
    #[serde(default)]
    count_planned: bool,
    calendar: Option<CalendarCase>,
    intervals: Vec<IntervalCase>,
    now: String,
}

#[derive(Deserialize)]
struct IntervalCase {
    from: String,
    to: Option<String>,
    effect: EffectCase,
    #[serde(default)]
    planned: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EffectCase {
    Down,
    Degraded,
}

#[derive(Serialize)]
struct Explained {
    observed_seconds: i64,
    down_seconds: i64,
    degraded_seconds: i64,
    planned_seconds: i64,
    availability_percent: Option<f64>,
    segments: Vec<SegmentCase>,
}

#[derive(Serialize)]
struct SegmentCase {
    from: String,
    to: String,
    effect: Cause,
}

/// The figure of a month that somebody wrote down with what it is made of, both as JSON. The error says in words what
/// cannot be read.
pub fn explain_availability(case: &str) -> Result<String, String> {
    let case: Case = serde_json::from_str(case).map_err(|error| format!("this is no case of a month: {error}"))?;
    let zone = zone_of(&case.zone)?;
    let month = Month::typed(&case.month).ok_or_else(|| format!("\"{}\" is no month, as 2026-03 is", case.month))?;
    if case.target_percent.is_some_and(|target| !(0.0..=100.0).contains(&target)) {
        return Err("a target is between 0 and 100 percent".to_owned());
    }
    let now = instant(&case.now)?;
    let calendar = case.calendar.as_ref().map(CalendarCase::read).transpose()?;
    let hours: &dyn Hours = calendar.as_ref().map_or(&Always, |zoned| zoned);
    let outages = case.intervals.iter().map(|interval| interval.read(now)).collect::<Result<Vec<_>, _>>()?;
    let whole = month.span(zone);
    let observed = Span { from: whole.from, to: whole.to.min(now) };
    let found = availability(Terms { observed, hours, count_planned: case.count_planned }, &outages);
    serde_json::to_string_pretty(&Explained::of(&found)).map_err(|error| error.to_string())
}

impl IntervalCase {
    fn read(&self, now: Moment) -> Result<Outage, String> {
        let from = instant(&self.from)?;
        // What has no end lasts until now, and not at all when it begins later.
        let to = self.to.as_deref().map_or(Ok(now.max(from)), instant)?;
        if to < from {
            return Err(format!("the interval from {} ends before it begins", self.from));
        }
        let effect = match self.effect {
            EffectCase::Down => Effect::Down,
            EffectCase::Degraded => Effect::Degraded,
        };
        Ok(Outage { span: Span { from, to }, effect, planned: self.planned })
    }
}

impl Explained {
    fn of(found: &Availability) -> Self {
        let segments = found.parts.iter();
        Self {
            observed_seconds: found.observed / SECOND,
            down_seconds: found.down / SECOND,
            degraded_seconds: found.degraded / SECOND,
            planned_seconds: found.planned / SECOND,
            availability_percent: found.percent().map(|percent| percent.0 as f64 / 1_000.0),
            segments: segments
                .map(|part| SegmentCase { from: written(part.from), to: written(part.to), effect: part.cause })
                .collect(),
        }
    }
}
