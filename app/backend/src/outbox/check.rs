//! What `sitrep verify` says of mail: every row leads to what it names, every letter that waits is in the queue, and
//! each entry of a timeline counts its letters as they stand.

use std::collections::HashMap;

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::LetterRecord;
use crate::delivery;
use crate::error::Result;
use crate::notices::Notice;
use crate::notices::deliveries::{self, DeliveryRecord, EntryOf, Standing};
use crate::storage::{self, Key, KeyParts, Order, Read, Table};

/// Differences told; the first ones tell enough.
const TOLD_MOST: usize = 100;

/// Differences in sentences; none when all is well.
pub fn differences(read: &dyn Read) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let mut rows = Rows::default();
    read.scan_each(Table::Letters, &[], &[], Order::Ascending, &mut |key, value| {
        let checked = storage::decode::<LetterRecord>(value).and_then(|record| letter(read, key, &record, &mut rows));
        match checked {
            Ok(differences) => told.extend(differences),
            Err(error) => told.push(format!("a letter: {error}")),
        }
        told.len() < TOLD_MOST
    })?;
    read.scan_each(Table::Notices, &[], &[], Order::Ascending, &mut |key, value| {
        match storage::decode::<Notice>(value).and_then(|queued| notice(read, key, &queued, &mut rows)) {
            Ok(difference) => told.extend(difference),
            Err(error) => told.push(format!("a notice: {error}")),
        }
        told.len() < TOLD_MOST
    })?;
    if told.len() < TOLD_MOST {
        told.extend(rows.surplus(read)?);
        told.extend(rows.miscounted(read)?);
    }
    Ok(told)
}

/// Rows that letters and notices account for.
#[derive(Default)]
struct Rows {
    queue: u64,
    by_incident: u64,
    by_recipient: u64,
    notices_by_incident: u64,
    /// By entry; what is delivered is not counted for ever.
    deliveries: HashMap<EntryOf, DeliveryRecord>,
}

impl Rows {
    fn surplus(&self, read: &dyn Read) -> Result<Vec<String>> {
        let mut told = Vec::new();
        for (table, expected) in [
            (Table::LetterQueue, self.queue),
            (Table::LettersByIncident, self.by_incident),
            (Table::LettersByRecipient, self.by_recipient),
            (Table::NoticesByIncident, self.notices_by_incident),
        ] {
            let found = read.len(table)?;
            if found != expected {
                told.push(format!("table {} holds {found} rows, {expected} are due", table.name()));
            }
        }
        Ok(told)
    }

    fn count(&mut self, entry: EntryOf, standing: Standing) {
        if standing != Standing::Delivered {
            *self.deliveries.entry(entry).or_default().place(standing) += 1;
        }
    }

    /// An entry without a row is one from before letters were counted, or has nothing to say.
    fn miscounted(&self, read: &dyn Read) -> Result<Vec<String>> {
        let mut told = Vec::new();
        for (entry, found) in deliveries::all(read)? {
            // Only updates count for ever what is kept as a file.
            let figures =
                |of: &DeliveryRecord| (of.waiting, of.tried, of.failed, if found.update { of.kept } else { 0 });
            let due = self.deliveries.get(&entry).map(figures).unwrap_or_default();
            let (found, (incident, sequence)) = (figures(&found), entry);
            if found != due {
                told.push(format!(
                    "entry {sequence} of incident {incident} counts its letters as {found:?}, they are {due:?}"
                ));
            }
        }
        Ok(told)
    }
}

fn letter(read: &dyn Read, key: &[u8], record: &LetterRecord, rows: &mut Rows) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let id = LetterId(KeyParts::of(key).u64()?);
    if id != record.id {
        told.push(format!("letter {id} says that it is {}", record.id));
    }
    let ends_well = matches!(record.state, LetterState::Accepted | LetterState::Kept);
    if ends_well != record.queued_for.is_none() {
        told.push(format!(
            "letter {id} is {:?} and {} in the queue",
            record.state,
            if ends_well { "still" } else { "not" }
        ));
    }
    if let Some(due) = record.queued_for {
        rows.queue += 1;
        if !read.contains(Table::LetterQueue, &delivery::row(due, id.0))? {
            told.push(format!("letter {id} has no row in the queue"));
        }
    }
    // Letters from before they were counted name no entry.
    if !record.entries.is_empty() && record.stands() != record.counted {
        told.push(format!("letter {id} is {:?} and counted as {:?}", record.state, record.counted));
    }
    record.entries.iter().for_each(|entry| rows.count(*entry, record.counted));
    for incident in &record.incidents {
        rows.by_incident += 1;
        if !read.contains(Table::LettersByIncident, &Key::new().u64(incident.0).u64(id.0).done())? {
            told.push(format!("letter {id} is not found by its incident"));
        }
        if !read.contains(Table::Incidents, &incident.0.to_be_bytes())? {
            told.push(format!("letter {id} is about an incident that does not exist"));
        }
    }
    if let Some(person) = record.recipient {
        rows.by_recipient += 1;
        if !read.contains(Table::LettersByRecipient, &Key::new().u64(person.0).u64(id.0).done())? {
            told.push(format!("letter {id} is not found by its recipient"));
        }
    }
    Ok(told)
}

fn notice(read: &dyn Read, key: &[u8], queued: &Notice, rows: &mut Rows) -> Result<Option<String>> {
    let mut parts = KeyParts::of(key);
    let (due, id) = (parts.i64()?, parts.u64()?);
    if let Some(entry) = deliveries::entry_of(queued) {
        rows.count(entry, Standing::Waiting);
    }
    let Some(incident) = queued.incident else { return Ok(None) };
    rows.notices_by_incident += 1;
    let row = read.get(Table::NoticesByIncident, &Key::new().u64(incident.0).u64(id).done())?;
    let right = row.as_deref() == Some(Key::new().i64(due).done().as_slice());
    Ok((!right).then(|| format!("notice {id:016x} is not found by its incident")))
}
