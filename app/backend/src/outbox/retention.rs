//! An hourly job: erases what letters said that are older than they are kept; who was told of what, and why, stays.
//! Those that still wait are erased when they have been sent (`settle.rs`).

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::record::LetterRecord;
use crate::Backend;
use crate::error::Result;
use crate::retention::LETTER_BYTES;
use crate::storage::fresh::first_at;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx, keys};

/// How far the last round came.
const SWEPT: &[u8] = b"letters_swept";
/// Letters looked at in one transaction.
const AT_ONCE: usize = 200;

impl Backend {
    /// Answers how many letters were erased.
    pub async fn erase_old_letters(&self) -> Result<u64> {
        let mut erased = 0;
        loop {
            let (now, more) = self.storage().write_background(sweep).await?;
            erased += now;
            if !more {
                return Ok(erased);
            }
        }
    }
}

/// How many were erased, and whether there may be more.
fn sweep(tx: &mut Tx<'_>) -> Result<(u64, bool)> {
    let from = tx.get(Table::Settings, SWEPT)?.unwrap_or_default();
    let until = Key::new().u64(first_at(tx.now() - LETTER_BYTES)).done();
    if from >= until {
        return Ok((0, false));
    }
    let mut erased = 0;
    let rows = tx.scan(Table::Letters, &from, &until, Order::Ascending, AT_ONCE)?;
    for (key, _) in &rows {
        let id = LetterId(KeyParts::of(key).u64()?);
        let Some(mut record) = LetterRecord::find(tx, id)? else { continue };
        let waits = matches!(record.state, LetterState::Queued | LetterState::Sending | LetterState::Deferred);
        if (record.bytes.is_some() || record.content.is_some()) && !waits {
            record.erase();
            record.update(tx)?;
            erased += 1;
        }
    }
    let next = rows.last().map_or(until, |(key, _)| keys::after(key));
    tx.put(Table::Settings, SWEPT, next);
    Ok((erased, rows.len() == AT_ONCE))
}
