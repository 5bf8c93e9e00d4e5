use domain::ids::{IncidentId, PushTargetId};
use serde::{Deserialize, Serialize};

use crate::delivery::{Lease, Turn};
use crate::error::Result;
use crate::storage::{self, Order, Read, Record, Table, Tx};

pub(crate) const QUEUE: Table = Table::PushQueue;
/// Pushes that are remembered; the oldest that are over go first.
pub(super) const KEPT: usize = 500;

/// What it tells of; the words are looked up when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Test,
    Alert(IncidentId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PushState {
    Waiting,
    Delivered,
    Failed,
    /// Somebody had answered before it was sent, or its target is gone.
    Dropped,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PushRecord {
    /// Sent with each try, so that the receiver knows it again.
    pub id: u64,
    pub target: PushTargetId,
    /// Its name then.
    pub name: String,
    pub what: What,
    pub at: i64,
    pub state: PushState,
    pub tries: u32,
    pub first_tried_at: Option<i64>,
    pub lease: Option<Lease>,
    pub queued_for: Option<i64>,
    /// What came of the last try.
    pub answer: String,
}

impl Record for PushRecord {
    const TABLE: Table = Table::Pushes;
    const VERSION: u8 = 1;
}

impl PushRecord {
    pub(crate) fn turn(&mut self) -> Turn<'_> {
        let Self { id, tries, first_tried_at, lease, queued_for, .. } = self;
        Turn { queue: QUEUE, id: *id, tries, first_tried_at, lease, queued_for }
    }

    pub fn find(read: &dyn Read, id: u64) -> Result<Option<Self>> {
        storage::load(read, &id.to_be_bytes())
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.to_be_bytes(), self)
    }

    /// Newest first: numbers begin with the instant they were drawn.
    pub fn newest(read: &dyn Read, most: usize) -> Result<Vec<Self>> {
        let rows = read.scan(Table::Pushes, &[], &[], Order::Descending, most)?;
        rows.iter().map(|(_, value)| storage::decode(value)).collect()
    }
}

/// Forgets the oldest that are over.
pub(super) fn make_room(tx: &mut Tx<'_>) -> Result<()> {
    let count = usize::try_from(tx.len(Table::Pushes)?).unwrap_or(usize::MAX);
    if count < KEPT {
        return Ok(());
    }
    let rows = tx.scan(Table::Pushes, &[], &[], Order::Ascending, count - KEPT + 1)?;
    for (key, value) in rows {
        if storage::decode::<PushRecord>(&value)?.state != PushState::Waiting {
            tx.delete(Table::Pushes, key);
        }
    }
    Ok(())
}
