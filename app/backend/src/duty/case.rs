//! What `sitrep on-call --explain` reads and writes: rotations and what changes their turns, as JSON.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use domain::clock::Span;
use domain::time::DAY;
use serde::{Deserialize, Serialize};

use super::rota::{Absence, Override, Rota, Stretch, Why};
use crate::calendars::{HoursCase, instant, local, weekly_of, written, zone_of};

/// A longer span is a slip.
const SPAN_MOST: i64 = 50 * 366 * DAY;
/// Days of one turn; a longer one is a slip.
pub(super) const EVERY_DAYS_MOST: u32 = 366;

#[derive(Deserialize)]
pub(super) struct Case {
    zone: String,
    rotations: Vec<RotationCase>,
    #[serde(default)]
    overrides: Vec<OverrideCase>,
    #[serde(default)]
    absences: Vec<AbsenceCase>,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct RotationCase {
    name: String,
    first: String,
    every_days: i64,
    people: Vec<String>,
    hours: Option<Vec<HoursCase>>,
}

#[derive(Deserialize)]
struct OverrideCase {
    rotation: String,
    from: String,
    to: String,
    person: Option<String>,
}

#[derive(Deserialize)]
struct AbsenceCase {
    person: String,
    from: String,
    to: String,
}

/// A rotation of the case with what was written about it.
pub(super) struct Named {
    pub name: String,
    pub rota: Rota<String>,
    pub overrides: Vec<Override<String>>,
}

#[derive(Serialize)]
pub(super) struct Explained {
    pub segments: Vec<SegmentCase>,
}

#[derive(Serialize)]
pub(super) struct SegmentCase {
    rotation: String,
    from: String,
    to: String,
    person: Option<String>,
    why: Why,
}

impl Case {
    pub fn span(&self) -> Result<Span, String> {
        let span = span_of(&self.from, &self.to)?;
        if span.length() > SPAN_MOST { Err("a span has at most fifty years".to_owned()) } else { Ok(span) }
    }

    pub fn rotations(&self) -> Result<Vec<Named>, String> {
        let zone = zone_of(&self.zone)?;
        let mut names = BTreeSet::new();
        if let Some(twice) = self.rotations.iter().find(|one| !names.insert(one.name.as_str())) {
            return Err(format!("there are two rotations \"{}\"", twice.name));
        }
        if let Some(stray) = self.overrides.iter().find(|one| !names.contains(one.rotation.as_str())) {
            return Err(format!("an override names \"{}\", which is no rotation here", stray.rotation));
        }
        self.rotations.iter().map(|rotation| rotation.read(zone, &self.overrides)).collect()
    }

    pub fn absences(&self) -> Result<Vec<Absence<String>>, String> {
        let read = |one: &AbsenceCase| {
            Ok(Absence { span: span_of(&one.from, &one.to)?, person: named(&one.person, "an absence")? })
        };
        self.absences.iter().map(read).collect()
    }
}

impl RotationCase {
    fn read(&self, zone: Tz, overrides: &[OverrideCase]) -> Result<Named, String> {
        let name = named(&self.name, "a rotation")?;
        let every_days = u32::try_from(self.every_days).ok().filter(|days| (1..=EVERY_DAYS_MOST).contains(days));
        let every_days = every_days.ok_or_else(|| format!("a turn of \"{name}\" has 1 to {EVERY_DAYS_MOST} days"))?;
        if self.people.is_empty() {
            return Err(format!("\"{name}\" has nobody in it"));
        }
        let people = self.people.iter().map(|person| named(person, "somebody in a rotation"));
        let hours = self.hours.as_deref().map(weekly_of).transpose()?;
        if hours.as_ref().is_some_and(|weekly| weekly.0.is_empty()) {
            return Err(format!("\"{name}\" has no hours: leave them away for always"));
        }
        let rota =
            Rota { zone, first: local(&self.first)?, every_days, people: people.collect::<Result<_, _>>()?, hours };
        let own = overrides.iter().filter(|one| one.rotation == self.name);
        let overrides = own.map(OverrideCase::read).collect::<Result<_, _>>()?;
        Ok(Named { name, rota, overrides })
    }
}

impl OverrideCase {
    fn read(&self) -> Result<Override<String>, String> {
        let person = self.person.as_deref().map(|person| named(person, "an override")).transpose()?;
        Ok(Override { span: span_of(&self.from, &self.to)?, person })
    }
}

impl SegmentCase {
    pub fn of(rotation: &str, stretch: Stretch<String>) -> Self {
        let Stretch { span, person, why } = stretch;
        Self { rotation: rotation.to_owned(), from: written(span.from), to: written(span.to), person, why }
    }
}

fn named(name: &str, of: &str) -> Result<String, String> {
    if name.trim().is_empty() { Err(format!("{of} has no name")) } else { Ok(name.to_owned()) }
}

fn span_of(from: &str, to: &str) -> Result<Span, String> {
    let span = Span { from: instant(from)?, to: instant(to)? };
    if span.from < span.to { Ok(span) } else { Err(format!("what begins at {from} does not end at {to}")) }
}
