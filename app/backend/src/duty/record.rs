//! What is stored of on-call: rotations, who is on duty instead, and who is away.

use chrono::{DateTime, NaiveDateTime};
use domain::ids::{AbsenceId, OverrideId, PersonId, RotationId};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::{EXCEPTIONS_MOST, ROTATIONS_MOST};
use crate::calendars::Weekly;
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};
use crate::timers::{self, Kind, Timer};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RotationRecord {
    pub id: RotationId,
    pub name: String,
    /// An IANA zone, in which turns are handed over and hours are meant.
    pub zone: String,
    /// What a wall of that zone shows when the first turn begins, in milliseconds as if it were UTC.
    first: i64,
    pub every_days: u32,
    /// In the order of their turns; never empty.
    pub people: Vec<PersonId>,
    /// `None`: always.
    #[serde(default)]
    pub(super) hours: Option<Weekly>,
    #[serde(default)]
    pub stamps: Stamps,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverrideRecord {
    pub id: OverrideId,
    pub rotation: RotationId,
    pub from: Moment,
    pub to: Moment,
    /// `None`: nobody is on duty.
    pub person: Option<PersonId>,
    pub by: Option<PersonId>,
    /// Of two that overlap the later holds.
    pub entered_at: Moment,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbsenceRecord {
    pub id: AbsenceId,
    pub person: PersonId,
    pub from: Moment,
    pub to: Moment,
    pub by: Option<PersonId>,
    /// When those who stand in are told once more; gone when they were.
    #[serde(default)]
    pub(super) reminds: Option<Moment>,
}

impl Record for RotationRecord {
    const TABLE: Table = Table::Rotations;
    const VERSION: u8 = 1;
}

impl Record for OverrideRecord {
    const TABLE: Table = Table::DutyOverrides;
    const VERSION: u8 = 1;
}

impl Record for AbsenceRecord {
    const TABLE: Table = Table::Absences;
    const VERSION: u8 = 1;
}

/// What of a rotation is no identity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turns {
    pub name: String,
    pub zone: String,
    pub first: NaiveDateTime,
    pub every_days: u32,
    pub people: Vec<PersonId>,
    pub hours: Option<Weekly>,
}

impl RotationRecord {
    pub(super) fn new(id: RotationId, turns: Turns, stamps: Stamps) -> Self {
        let Turns { name, zone, first, every_days, people, hours } = turns;
        let first = first.and_utc().timestamp_millis();
        Self { id, name, zone, first, every_days, people, hours, stamps }
    }

    pub(super) fn first(&self) -> NaiveDateTime {
        DateTime::from_timestamp_millis(self.first).unwrap_or_default().naive_utc()
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// By name.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let mut rotations: Vec<Self> = every(read, ROTATIONS_MOST)?;
        rotations.sort_by_cached_key(|rotation| rotation.name.to_lowercase());
        Ok(rotations)
    }
}

impl OverrideRecord {
    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// As they were entered.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let mut overrides: Vec<Self> = every(read, EXCEPTIONS_MOST)?;
        overrides.sort_by_key(|one| (one.entered_at, one.id));
        Ok(overrides)
    }
}

impl AbsenceRecord {
    /// What its state asks for.
    pub(super) fn timer(&self) -> Option<Timer> {
        self.reminds.map(|due| Timer { due, kind: Kind::DutyReminds, subject: self.id.0, which: 0 })
    }

    pub(super) fn forget(&self, tx: &mut Tx<'_>) {
        if let Some(timer) = self.timer() {
            timers::remove(tx, &timer.key());
        }
        tx.delete(Table::Absences, self.id.0.to_be_bytes());
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// By their beginning.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let mut absences: Vec<Self> = every(read, EXCEPTIONS_MOST)?;
        absences.sort_by_key(|one| (one.from, one.id));
        Ok(absences)
    }
}

fn every<R: Record>(read: &dyn Read, most: usize) -> Result<Vec<R>> {
    let rows = read.scan(R::TABLE, &[], &[], Order::Ascending, most)?;
    rows.iter().map(|(_, value)| storage::decode(value)).collect()
}
