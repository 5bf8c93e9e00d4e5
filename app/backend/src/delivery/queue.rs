//! The queue itself: one row for each that waits, keyed by when and by whose number. The row tells who has it in hand,
//! so that a restart finds the orphans without reading what is delivered.

use super::{Lease, SET_ASIDE, Turn};
use crate::error::Result;
use crate::storage::{self, Key, KeyParts, Order, Read, Table, Tx};

impl Turn<'_> {
    /// Waits until `due`, in the hands that hold it by then.
    pub(super) fn wait(&mut self, tx: &mut Tx<'_>, due: i64) {
        self.leave(tx);
        *self.queued_for = Some(due);
        enter(tx, self.queue, due, self.id, *self.lease);
    }

    pub(super) fn leave(&mut self, tx: &mut Tx<'_>) {
        if let Some(due) = self.queued_for.take() {
            tx.delete(self.queue, row(due, self.id));
        }
    }
}

/// The first row of a record that is stored with its place in it.
pub fn enter(tx: &mut Tx<'_>, queue: Table, due: i64, id: u64, lease: Option<Lease>) {
    let holder = lease.map(|lease| lease.boot.to_be_bytes().to_vec()).unwrap_or_default();
    tx.put(queue, row(due, id), holder);
}

/// The first `limit` whose turn has come at `now`.
pub fn due(read: &dyn Read, queue: Table, now: i64, limit: usize) -> Result<Vec<u64>> {
    let until = Key::new().i64(now.saturating_add(1)).done();
    ids(&read.scan(queue, &[], &until, Order::Ascending, limit)?)
}

/// When the next turn comes.
pub fn next_due(read: &dyn Read, queue: Table) -> Result<Option<i64>> {
    let first = read.scan(queue, &[], &Key::new().i64(SET_ASIDE).done(), Order::Ascending, 1)?;
    first.first().map(|(key, _)| KeyParts::of(key).i64()).transpose()
}

pub(super) fn ids(rows: &[storage::Row]) -> Result<Vec<u64>> {
    rows.iter().map(|(key, _)| parse(key)).collect()
}

/// Whose row it is.
pub fn parse(key: &[u8]) -> Result<u64> {
    let mut parts = KeyParts::of(key);
    parts.i64()?;
    parts.u64()
}

pub fn row(due: i64, id: u64) -> Vec<u8> {
    Key::new().i64(due).u64(id).done()
}
