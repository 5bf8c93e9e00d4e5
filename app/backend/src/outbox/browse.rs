//! Who was told what, and how mail is doing: the questions screens ask.

use domain::ids::{IncidentId, LetterId, PersonId};
use domain::view::letters::LetterState;

use super::record::{self, LetterRecord};
use super::{from_before, record::count_parked};
use crate::error::Result;
use crate::notices;
use crate::notices::Trouble;
use crate::storage::{Key, KeyParts, Order, Read, Table};

/// Letters looked at for one page are at most this many chunks, however few of them pass the filter.
const CHUNKS: usize = 20;
const CHUNK: usize = 100;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterFilter {
    pub incident: Option<IncidentId>,
    pub recipient: Option<PersonId>,
    pub state: Option<LetterState>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LetterPage {
    /// Newest first.
    pub letters: Vec<LetterRecord>,
    /// Pass it on to get the next page.
    pub older: Option<LetterId>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct MailHealth {
    /// Letters and notices that wait.
    pub queued: u64,
    /// The instant since when something that is due has waited.
    pub oldest_due: Option<i64>,
    pub trouble: Option<Trouble>,
    pub failed: u64,
    /// From before the copy with which this desk began: sent or dropped when somebody says so.
    pub set_aside: u64,
}

/// One page of letters older than `before`; `visible` decides about each, for its incidents may be hidden.
pub fn list_letters(
    read: &dyn Read,
    filter: &LetterFilter,
    visible: &dyn Fn(&LetterRecord) -> Result<bool>,
    before: Option<LetterId>,
    limit: usize,
) -> Result<LetterPage> {
    let mut page = LetterPage { letters: Vec::new(), older: None };
    let mut before = before;
    for _ in 0..CHUNKS {
        let ids = candidates(read, filter, before)?;
        for id in &ids {
            if page.letters.len() == limit {
                page.older = before;
                return Ok(page);
            }
            before = Some(*id);
            let Some(record) = LetterRecord::find(read, *id)? else { continue };
            if filter.fits(&record) && visible(&record)? {
                page.letters.push(record);
            }
        }
        if ids.len() < CHUNK {
            return Ok(page);
        }
    }
    page.older = before;
    Ok(page)
}

pub fn letter(read: &dyn Read, id: LetterId) -> Result<Option<LetterRecord>> {
    LetterRecord::find(read, id)
}

pub fn mail_health(read: &dyn Read) -> Result<MailHealth> {
    let failed = count_parked(read)?;
    let set_aside = from_before::count(read)?;
    let queued = (read.len(Table::LetterQueue)? + read.len(Table::Notices)?).saturating_sub(failed + set_aside);
    let oldest_due = [notices::next_due(read)?, record::next_due(read)?].into_iter().flatten().min();
    Ok(MailHealth { queued, oldest_due, trouble: Trouble::find(read)?, failed, set_aside })
}

impl LetterFilter {
    fn fits(&self, record: &LetterRecord) -> bool {
        self.incident.is_none_or(|incident| record.incidents.contains(&incident))
            && self.recipient.is_none_or(|person| record.recipient == Some(person))
            && self.state.is_none_or(|state| record.state == state)
    }
}

/// The narrowest index that holds everything the filter could pass.
fn candidates(read: &dyn Read, filter: &LetterFilter, before: Option<LetterId>) -> Result<Vec<LetterId>> {
    let (table, prefix) = match (filter.incident, filter.recipient) {
        (Some(incident), _) => (Table::LettersByIncident, Key::new().u64(incident.0)),
        (None, Some(person)) => (Table::LettersByRecipient, Key::new().u64(person.0)),
        (None, None) if filter.state == Some(LetterState::Failed) => return record::parked(read, before, CHUNK),
        (None, None) => (Table::Letters, Key::new()),
    };
    let from = prefix.clone().done();
    let to = match before {
        Some(id) => prefix.u64(id.0).done(),
        None => crate::storage::keys::prefix_end(&from),
    };
    let mut ids = Vec::new();
    let mut broken = None;
    read.scan_each(table, &from, &to, Order::Descending, &mut |key, _| {
        match KeyParts::of(&key[from.len()..]).u64() {
            Ok(id) => ids.push(LetterId(id)),
            Err(error) => broken = Some(error),
        }
        broken.is_none() && ids.len() < CHUNK
    })?;
    broken.map_or(Ok(ids), Err)
}
