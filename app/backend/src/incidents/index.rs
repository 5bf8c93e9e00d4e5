//! The stored incident, and its index rows kept in step with it.

use std::collections::BTreeMap;

use domain::ids::IncidentId;
use domain::incident::{Incident, Number, Status};
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::{Error, Result};
use crate::incidents::rows::{IndexRow, number_key, rows};
use crate::storage::{self, Key, Read, Record, Table, Tx};

/// Goes up whenever a timeline folds to something else than before: then all states are made anew before the port opens.
pub const FOLD_VERSION: u32 = 5;

/// An incident as it lies on disk: the fold of its timeline. A later shape is made by replaying, not by upcasting.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredIncident(pub Incident);

impl Record for StoredIncident {
    const TABLE: Table = Table::Incidents;
    const VERSION: u8 = 1;
}

pub fn find(read: &dyn Read, id: IncidentId) -> Result<Option<Incident>> {
    Ok(storage::load::<StoredIncident>(read, &id.0.to_be_bytes())?.map(|stored| stored.0))
}

/// By the number people write; whether the caller may see it is not asked here. The number that it had while it was
/// restricted leads there as well, and none leads to one that is.
pub fn find_by_number(read: &dyn Read, number: &str) -> Result<Option<Incident>> {
    let Ok(parsed) = number.parse::<Number>() else { return Ok(None) };
    match read.get(Table::Numbers, &number_key(&parsed))? {
        Some(id) => Ok(storage::load::<StoredIncident>(read, &id)?.map(|stored| stored.0)),
        None => Ok(find_by_former_number(read, number)?.filter(|incident| !incident.restricted)),
    }
}

/// The incident that had this number before: for "ask for access", which says nothing about it.
pub(super) fn find_by_former_number(read: &dyn Read, number: &str) -> Result<Option<Incident>> {
    let Ok(number) = number.parse::<Number>() else { return Ok(None) };
    match read.get(Table::FormerNumbers, &number_key(&number))? {
        Some(id) => Ok(storage::load::<StoredIncident>(read, &id)?.map(|stored| stored.0)),
        None => Ok(None),
    }
}

/// Writes the state and whichever of its index rows are others than before.
pub(super) fn store(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident) -> Result<()> {
    let book = Book::of(tx, before.into_iter().chain([after]))?;
    let old = before.map_or_else(|| Ok(Vec::new()), |before| rows(before, &book))?;
    write_differences(tx, old, rows(after, &book)?);
    if let Some(before) = before.filter(|before| before.number != after.number) {
        tx.put(Table::FormerNumbers, number_key(&before.number), after.id.0.to_be_bytes());
    }
    let counted = |incident: &Incident| (!incident.restricted).then_some(incident.status);
    let (was, is) = (before.and_then(counted), counted(after));
    if was != is {
        was.map_or(Ok(()), |status| count_in_column(tx, status, -1))?;
        is.map_or(Ok(()), |status| count_in_column(tx, status, 1))?;
    }
    tx.save(&after.id.0.to_be_bytes(), &StoredIncident(after.clone()))
}

/// The same state under other calendars.
pub(super) fn follow_calendars(tx: &mut Tx<'_>, incident: &Incident, before: &Book, after: &Book) -> Result<()> {
    write_differences(tx, rows(incident, before)?, rows(incident, after)?);
    Ok(())
}

fn write_differences(tx: &mut Tx<'_>, old: Vec<IndexRow>, new: Vec<IndexRow>) {
    let mut old: BTreeMap<_, _> = old.into_iter().map(|(table, key, value)| ((table, key), value)).collect();
    for (table, key, value) in new {
        let place = (table, key);
        if old.remove(&place).as_ref() != Some(&value) {
            tx.put(place.0, place.1, value);
        }
    }
    for (table, key) in old.into_keys() {
        tx.delete(table, key);
    }
}

pub(super) fn counter_key(status: Status) -> Vec<u8> {
    Key::new().text("column").byte(status as u8).done()
}

/// How many incidents of the open class have this status.
pub fn count(read: &dyn Read, status: Status) -> Result<u64> {
    let bytes = read.get(Table::Counters, &counter_key(status))?;
    Ok(bytes.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes))
}

/// Only the open class is counted: no counter counts across the classes.
pub(super) fn count_in_column(tx: &mut Tx<'_>, status: Status, by: i64) -> Result<()> {
    let now = count(tx, status)?;
    let next = now.checked_add_signed(by).ok_or_else(|| Error::Storage("a column counts below zero".to_owned()))?;
    tx.put(Table::Counters, counter_key(status), next.to_be_bytes());
    Ok(())
}
