//! A rotation as somebody typed it.

use chrono::NaiveDateTime;
use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::text::Name;

use super::case::EVERY_DAYS_MOST;
use super::record::{RotationRecord, Turns};
use super::{PEOPLE_MOST, hours_typed};
use crate::calendars;
use crate::error::Result;
use crate::people::PersonRecord;
use crate::storage::Read;
use crate::time_text::is_zone;

/// The names of the fields, under which their changes are kept.
pub(super) const FIELDS: [&str; 6] = ["name", "zone", "first", "every_days", "people", "hours"];

/// Years that a first turn can lie in; others are slips.
const FIRST_IN: std::ops::Range<i32> = 2000..2200;

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RotationDraft {
    pub name: String,
    /// Empty for the organisation's.
    pub zone: String,
    pub first: String,
    pub every_days: String,
    /// Ids of persons in the order of their turns; blank ones are left away.
    pub people: Vec<String>,
    pub hours: String,
}

impl RotationDraft {
    /// All problems at once. `of` is the rotation that changes; `None` for a new one. `desk` is the organisation's zone.
    pub(super) fn parse(
        &self,
        read: &dyn Read,
        all: &[RotationRecord],
        of: Option<&RotationRecord>,
        desk: &str,
    ) -> Result<Turns> {
        let mut fields = Fields::default();
        let name = fields.take(Name::parse("name", &self.name)).map(Name::into_string);
        let taken =
            |name: &String| all.iter().any(|other| same(&other.name, name) && Some(other.id) != of.map(|r| r.id));
        if name.as_ref().is_some_and(taken) {
            fields.refuse("name", Problem::Taken);
        }
        let zone = if self.zone.trim().is_empty() { desk } else { self.zone.trim() };
        if !is_zone(zone) {
            fields.refuse("zone", Problem::Malformed);
        }
        let first = self.first();
        if first.is_none() {
            fields.refuse("first", if self.first.trim().is_empty() { Problem::Missing } else { Problem::Malformed });
        }
        let every_days = self.every_days();
        if every_days.is_none() {
            fields.refuse("every_days", Problem::Malformed);
        }
        let hours = hours_typed::parse(&self.hours);
        if hours.is_none() {
            fields.refuse("hours", Problem::Malformed);
        }
        let people = self.people(read, of, &mut fields)?;
        let (Some(name), Some(first), Some(every_days), Some(hours)) = (name, first, every_days, hours) else {
            return Err(fields.into_refusal().into());
        };
        fields.finish()?;
        Ok(Turns { name, zone: zone.to_owned(), first, every_days, people, hours })
    }

    pub(super) fn first(&self) -> Option<NaiveDateTime> {
        use chrono::Datelike;
        calendars::local(self.first.trim()).ok().filter(|first| FIRST_IN.contains(&first.year()))
    }

    pub(super) fn every_days(&self) -> Option<u32> {
        self.every_days.trim().parse().ok().filter(|days| (1..=EVERY_DAYS_MOST).contains(days))
    }

    /// Whoever has a turn already may stay, so that other fields can change after they left.
    fn people(&self, read: &dyn Read, of: Option<&RotationRecord>, fields: &mut Fields) -> Result<Vec<PersonId>> {
        let mut people = Vec::new();
        for typed in self.people.iter().map(|typed| typed.trim()).filter(|typed| !typed.is_empty()) {
            let person = match typed.parse::<PersonId>() {
                Ok(id) => PersonRecord::find(read, id)?,
                Err(_) => None,
            };
            let Some(person) = person else {
                fields.refuse("people", Problem::Unknown);
                return Ok(people);
            };
            let stays = of.is_some_and(|rotation| rotation.people.contains(&person.id));
            if !person.is_active_staff() && !stays {
                fields.refuse("people", Problem::NotEligible);
                return Ok(people);
            }
            people.push(person.id);
        }
        if people.is_empty() {
            fields.refuse("people", Problem::Missing);
        } else if people.len() > PEOPLE_MOST {
            fields.refuse("people", Problem::TooMany { most: PEOPLE_MOST, now: people.len() });
        }
        Ok(people)
    }
}

pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
