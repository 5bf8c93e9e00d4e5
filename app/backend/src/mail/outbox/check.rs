//! What `sitrep verify` says of mail: every row leads to what it names, and every letter that waits is in the queue.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::{LetterRecord, Notice};
use crate::error::Result;
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
        if !read.contains(Table::LetterQueue, &Key::new().i64(due).u64(id.0).done())? {
            told.push(format!("letter {id} has no row in the queue"));
        }
    }
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
    let Some(incident) = queued.incident else { return Ok(None) };
    rows.notices_by_incident += 1;
    let row = read.get(Table::NoticesByIncident, &Key::new().u64(incident.0).u64(id).done())?;
    let right = row.as_deref() == Some(Key::new().i64(due).done().as_slice());
    Ok((!right).then(|| format!("notice {id:016x} is not found by its incident")))
}
