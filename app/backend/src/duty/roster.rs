//! The rotations of this desk as the fold takes them.

use std::collections::BTreeMap;

use domain::clock::Span;
use domain::ids::PersonId;
use domain::time::Moment;

use super::record::{AbsenceRecord, OverrideRecord, RotationRecord};
use super::rota::{Absence, Exceptions, Override, Rota, Stretch, Why};
use crate::error::Result;
use crate::people::PersonRecord;
use crate::storage::Read;
use crate::time_text::zone;

/// All of time: for whoever left.
const EVER: Span = Span { from: Moment(i64::MIN), to: Moment(i64::MAX) };

pub(crate) struct Roster {
    pub rotations: Vec<Standing>,
    absences: Vec<Absence<PersonId>>,
    people: BTreeMap<PersonId, PersonRecord>,
}

/// A rotation with what was entered about it.
pub(crate) struct Standing {
    pub record: RotationRecord,
    rota: Rota<PersonId>,
    overrides: Vec<Override<PersonId>>,
}

impl Roster {
    pub fn load(read: &dyn Read) -> Result<Self> {
        let rotations = RotationRecord::all(read)?;
        if rotations.is_empty() {
            return Ok(Self { rotations: Vec::new(), absences: Vec::new(), people: BTreeMap::new() });
        }
        let overrides = OverrideRecord::all(read)?;
        let taking_turns = rotations.iter().flat_map(|rotation| rotation.people.iter().copied());
        let named = taking_turns.chain(overrides.iter().filter_map(|one| one.person));
        let mut people = BTreeMap::new();
        for person in named {
            if let Some(record) = PersonRecord::find(read, person)? {
                people.insert(person, record);
            }
        }
        let works = |person: &PersonId| people.get(person).is_some_and(PersonRecord::is_active_staff);
        let left = rotations.iter().flat_map(|rotation| &rotation.people).filter(|person| !works(person));
        let mut absences: Vec<_> = left.map(|person| Absence { span: EVER, person: *person }).collect();
        let entered = AbsenceRecord::all(read)?;
        absences.extend(
            entered.iter().map(|one| Absence { span: Span { from: one.from, to: one.to }, person: one.person }),
        );
        let of = |rotation: &RotationRecord| {
            let own = overrides.iter().filter(|one| one.rotation == rotation.id);
            let held = own.filter(|one| one.person.is_none_or(|person| works(&person)));
            held.map(|one| Override { span: Span { from: one.from, to: one.to }, person: one.person }).collect()
        };
        let rotations = rotations.into_iter().map(|record| {
            let overrides = of(&record);
            Standing { rota: rota(&record), overrides, record }
        });
        Ok(Self { rotations: rotations.collect(), absences, people })
    }

    pub fn stretches(&self, of: &Standing, within: Span) -> Vec<Stretch<PersonId>> {
        of.rota.stretches(within, self.exceptions(of))
    }

    pub fn at(&self, of: &Standing, now: Moment) -> (Option<PersonId>, Why) {
        of.rota.at(now, self.exceptions(of))
    }

    /// Whether that person would have the turn, were nobody away.
    pub fn is_turn_of(&self, rotation: &str, person: PersonId, at: Moment) -> bool {
        let standing = self.rotations.iter().find(|standing| standing.record.name == rotation);
        standing.is_some_and(|standing| {
            standing.rota.at(at, Exceptions { overrides: &[], absences: &[] }).0 == Some(person)
        })
    }

    /// Before the first turn nobody was missing.
    pub fn has_begun(&self, of: &Standing, at: Moment) -> bool {
        of.rota.begins().is_none_or(|begins| begins <= at)
    }

    /// As their colleagues read it.
    pub fn name(&self, person: PersonId) -> String {
        let name = self.people.get(&person).map(|person| person.name.clone()).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| "somebody".to_owned())
    }

    /// Named in a rotation, and working on incidents no longer.
    pub fn has_left(&self, person: PersonId) -> bool {
        !self.people.get(&person).is_some_and(PersonRecord::is_active_staff)
    }

    fn exceptions<'a>(&'a self, of: &'a Standing) -> Exceptions<'a, PersonId> {
        Exceptions { overrides: &of.overrides, absences: &self.absences }
    }
}

fn rota(record: &RotationRecord) -> Rota<PersonId> {
    Rota {
        zone: zone(&record.zone),
        first: record.first(),
        every_days: record.every_days.max(1),
        people: record.people.clone(),
        hours: record.hours.clone(),
    }
}
