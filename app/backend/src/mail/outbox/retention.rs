//! Erases what letters said that are older than they are kept; who was told of what, and why, stays. Those that
//! still wait are erased when they have been sent (`settle.rs`).

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::record::LetterRecord;
use crate::error::Result;
use crate::retention::LETTER_BYTES;
use crate::storage::fresh::first_at;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx, keys};

/// How far the last round came.
const SWEPT: &[u8] = b"letters_swept";
/// Letters looked at in one transaction.
const AT_ONCE: usize = 200;

/// True when there may be more.
pub(super) fn sweep(tx: &mut Tx<'_>) -> Result<bool> {
    let from = tx.get(Table::Settings, SWEPT)?.unwrap_or_default();
    let until = Key::new().u64(first_at(tx.now() - LETTER_BYTES)).done();
    if from >= until {
        return Ok(false);
    }
    let rows = tx.scan(Table::Letters, &from, &until, Order::Ascending, AT_ONCE)?;
    for (key, _) in &rows {
        let id = LetterId(KeyParts::of(key).u64()?);
        let Some(mut record) = LetterRecord::find(tx, id)? else { continue };
        let waits = matches!(record.state, LetterState::Queued | LetterState::Sending | LetterState::Deferred);
        if (record.bytes.is_some() || record.content.is_some()) && !waits {
            record.erase();
            record.update(tx)?;
        }
    }
    let next = rows.last().map_or(until, |(key, _)| keys::after(key));
    tx.put(Table::Settings, SWEPT, next);
    Ok(rows.len() == AT_ONCE)
}
