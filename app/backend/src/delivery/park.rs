//! The far end of a queue, where nobody tries anything by itself: what has failed for good and is found at once by
//! those who look for it, and before it what waits for somebody's word.

use super::Turn;
use super::queue::{ids, row};
use crate::error::Result;
use crate::storage::{Key, Order, Read, Table, Tx, keys};

/// The place of what failed for good.
pub(crate) const PARKED: i64 = i64::MAX;
/// The place of what waits for a word.
pub(crate) const SET_ASIDE: i64 = PARKED - 1;

impl Turn<'_> {
    pub fn park(&mut self, tx: &mut Tx<'_>) {
        *self.lease = None;
        self.wait(tx, PARKED);
    }

    pub fn set_aside(&mut self, tx: &mut Tx<'_>) {
        *self.lease = None;
        self.wait(tx, SET_ASIDE);
    }
}

/// What failed for good, newest first: numbers begin with the instant they were drawn.
pub fn parked(read: &dyn Read, queue: Table, before: Option<u64>, limit: usize) -> Result<Vec<u64>> {
    let from = Key::new().i64(PARKED).done();
    let to = before.map_or_else(|| keys::prefix_end(&from), |id| row(PARKED, id));
    ids(&read.scan(queue, &from, &to, Order::Descending, limit)?)
}

pub fn count_parked(read: &dyn Read, queue: Table) -> Result<u64> {
    read.count_prefix(queue, &Key::new().i64(PARKED).done())
}
