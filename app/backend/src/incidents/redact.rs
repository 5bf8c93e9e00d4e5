//! Deletes the words of an entry wherever they stand: in the timeline, in what search reads, in letters that wait. The
//! letters that were written already are erased by the outbox, which is told which (`outbox/redacted.rs`).

use domain::incident::{Change, Incident};

use crate::error::Result;
use crate::incidents::{entry, mail_original, notices};
use crate::storage::{Key, Table, Tx};

pub(super) fn follow(tx: &mut Tx<'_>, incident: &Incident, changes: &[Change]) -> Result<()> {
    for change in changes {
        let Change::Redacted { sequence, .. } = change else { continue };
        entry::delete_content(tx, incident.id, *sequence);
        mail_original::delete(tx, incident.id, *sequence)?;
        notices::withdraw(tx, incident.id, *sequence, *sequence)?;
        tx.put(Table::RedactedEntries, Key::new().u64(incident.id.0).u64(*sequence).done(), []);
        tx.wake_outbox();
    }
    Ok(())
}
