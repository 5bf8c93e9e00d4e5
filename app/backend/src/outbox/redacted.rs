//! Letters that tell of an entry whose words were deleted: what they said is erased, and those that wait are not sent.

use domain::ids::{IncidentId, LetterId};
use domain::view::letters::LetterState;

use super::record::LetterRecord;
use super::settle::give_up;
use crate::Backend;
use crate::error::Result;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx};

/// Letters about one incident that are looked through.
const LOOKED_THROUGH_MOST: usize = 20_000;

impl Backend {
    /// For all entries that were redacted since the last time; most times there are none, and that costs a look.
    pub(super) async fn erase_redacted(&self) -> Result<()> {
        let waiting = |read: &dyn Read| read.scan(Table::RedactedEntries, &[], &[], Order::Ascending, 1);
        while let Some((key, _)) = self.storage().read(|read| waiting(read))?.pop() {
            self.storage().write_background(move |tx| erase(tx, &key)).await?;
        }
        Ok(())
    }
}

fn erase(tx: &mut Tx<'_>, key: &[u8]) -> Result<()> {
    let mut parts = KeyParts::of(key);
    let of = (IncidentId(parts.u64()?), parts.u64()?);
    let prefix = Key::new().u64(of.0.0).done();
    for (row, _) in tx.scan_prefix(Table::LettersByIncident, &prefix, Order::Descending, LOOKED_THROUGH_MOST)? {
        let id = LetterId(KeyParts::of(&row[prefix.len()..]).u64()?);
        let Some(mut letter) = LetterRecord::find(tx, id)?.filter(|letter| letter.entries.contains(&of)) else {
            continue;
        };
        if matches!(letter.state, LetterState::Queued | LetterState::Deferred) {
            give_up(tx, &mut letter, "its words were taken out")?.log();
        }
        letter.erase();
        letter.update(tx)?;
    }
    tx.delete(Table::RedactedEntries, key.to_vec());
    Ok(())
}
