//! Who has a delivery in hand. It is nobody else's meanwhile, and comes back by itself when that process forgets it;
//! what a process had that is no more is found at the next start, and given back at once.

use domain::time::SECOND;
use serde::{Deserialize, Serialize};

use super::queue::ids;
use super::{SET_ASIDE, Turn};
use crate::error::Result;
use crate::storage::{Key, Order, Read, Table, Tx};

/// What is in hand is left alone this long; only a process that lost its memory would meet the end of it.
const HELD: i64 = 1_800 * SECOND;

/// Who sends it just now. Another boot's lease is void: only one process has the database open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub until: i64,
    pub boot: u64,
}

impl Lease {
    pub fn begun(now: i64, boot: u64) -> Self {
        Self { until: now + HELD, boot }
    }
}

impl Turn<'_> {
    pub fn take(&mut self, tx: &mut Tx<'_>, boot: u64) {
        let lease = Lease::begun(tx.now(), boot);
        *self.lease = Some(lease);
        self.wait(tx, lease.until);
    }

    /// Not sent, or no verdict about this one: it waits with all others and costs no try.
    pub fn give_back(&mut self, tx: &mut Tx<'_>) {
        *self.lease = None;
        self.wait(tx, tx.now());
    }
}

/// What a process has that is no more, at most `limit`.
pub fn orphans(read: &dyn Read, queue: Table, boot: u64, limit: usize) -> Result<Vec<u64>> {
    let (end, mut rows) = (Key::new().i64(SET_ASIDE).done(), Vec::new());
    read.scan_each(queue, &[], &end, Order::Ascending, &mut |key, holder| {
        if !holder.is_empty() && holder != boot.to_be_bytes() {
            rows.push((key.to_vec(), Vec::new()));
        }
        rows.len() < limit
    })?;
    ids(&rows)
}
