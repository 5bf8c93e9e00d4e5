//! A mail as it came, beside the entry that holds its words: kept for a while, shown as text to whoever may read the
//! incident's notes, and gone with the words when somebody takes those out.

use domain::ids::IncidentId;
use domain::permissions::Action;
use domain::view::TimeView;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::Look;
use crate::retention::MAIL_ORIGINALS;
use crate::storage::fresh::first_at;
use crate::storage::{Key, Order, Read, Table, Tx};

/// Bytes that are kept of one; what is longer has files in it, which are not kept.
pub const ORIGINAL_MOST: usize = 256 * 1024;
/// Originals removed in one transaction.
const SWEPT_AT_ONCE: usize = 50;

/// What came, for a page.
pub struct Original {
    pub number: String,
    pub at: TimeView,
    pub who: String,
    pub bytes: Vec<u8>,
}

impl Backend {
    /// The mail that brought the words of that entry.
    pub async fn mail_original(&self, caller: &Caller, number: &str, sequence: u64) -> Result<Original> {
        self.look_at(caller, number, Action::ReadNotes, |look| original(look, sequence)).await
    }

    /// Answers how many were removed.
    pub async fn forget_mail_originals(&self) -> Result<u64> {
        let mut removed = 0;
        loop {
            let now = self.storage().write_background(sweep).await?;
            removed += now;
            if now < SWEPT_AT_ONCE as u64 {
                return Ok(removed);
            }
        }
    }
}

fn original(look: &Look<'_>, sequence: u64) -> Result<Original> {
    let bytes = find(look.read, look.incident.id, sequence)?.ok_or(Error::NotFound)?;
    let entry = super::entry::entry(look.read, look.incident.id, sequence)?.ok_or(Error::NotFound)?;
    let (who, _) = super::timeline::whoever_did(&look.book, look.whole, &entry);
    Ok(Original { number: look.incident.number.to_string(), at: look.time(entry.at), who, bytes })
}

pub(crate) fn keep(tx: &mut Tx<'_>, incident: IncidentId, sequence: u64, bytes: &[u8]) -> Result<()> {
    let id = tx.fresh_id(Table::MailOriginals)?;
    let kept = &bytes[..bytes.len().min(ORIGINAL_MOST)];
    tx.put(Table::MailOriginalsByEntry, of_entry(incident, sequence), id.to_be_bytes());
    // Whose it is stands before it.
    tx.put(Table::MailOriginals, id.to_be_bytes(), [&of_entry(incident, sequence), kept].concat());
    Ok(())
}

fn find(read: &dyn Read, incident: IncidentId, sequence: u64) -> Result<Option<Vec<u8>>> {
    let Some(id) = read.get(Table::MailOriginalsByEntry, &of_entry(incident, sequence))? else { return Ok(None) };
    let stored = read.get(Table::MailOriginals, &id)?;
    Ok(stored.and_then(|stored| stored.get(ENTRY_BYTES..).map(<[u8]>::to_vec)))
}

pub(super) fn is_kept(read: &dyn Read, incident: IncidentId, sequence: u64) -> Result<bool> {
    read.contains(Table::MailOriginalsByEntry, &of_entry(incident, sequence))
}

pub(super) fn delete(tx: &mut Tx<'_>, incident: IncidentId, sequence: u64) -> Result<()> {
    let key = of_entry(incident, sequence);
    if let Some(id) = tx.get(Table::MailOriginalsByEntry, &key)? {
        tx.delete(Table::MailOriginals, id);
        tx.delete(Table::MailOriginalsByEntry, key);
    }
    Ok(())
}

fn sweep(tx: &mut Tx<'_>) -> Result<u64> {
    let until = first_at(tx.now() - MAIL_ORIGINALS).to_be_bytes();
    let rows = tx.scan(Table::MailOriginals, &[], &until, Order::Ascending, SWEPT_AT_ONCE)?;
    for (key, stored) in &rows {
        tx.delete(Table::MailOriginals, key.clone());
        if let Some(entry) = stored.get(..ENTRY_BYTES) {
            tx.delete(Table::MailOriginalsByEntry, entry.to_vec());
        }
    }
    Ok(rows.len() as u64)
}

const ENTRY_BYTES: usize = 16;

fn of_entry(incident: IncidentId, sequence: u64) -> Vec<u8> {
    Key::new().u64(incident.0).u64(sequence).done()
}
