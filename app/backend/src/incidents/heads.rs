//! A daily job: the journal notes how far the timelines of what is open go, as it does when an incident ends. Whoever
//! cuts entries off the end of one, or replaces them, is then found by `verify`.

use std::collections::BTreeSet;

use domain::ids::IncidentId;
use domain::permissions::{Task, Who};
use domain::time::Moment;

use crate::Backend;
use crate::error::Result;
use crate::incidents::index;
use crate::incidents::record::record_head;
use crate::incidents::rows::CardRow;
use crate::storage::{self, Key, Order, Read, Table, Tx};

/// Heads noted in one transaction, so that no request waits long for it.
const NOTED_AT_ONCE: usize = 200;

impl Backend {
    /// Notes the heads of what changed since the last time; answers how many.
    pub async fn journal_heads(&self) -> Result<u64> {
        let now = self.storage().now();
        let last = self.storage().read(|read| last_noted(read))?;
        let open: Vec<IncidentId> = self.storage().read(|read| open(read))?.into_iter().collect();
        let mut noted = 0;
        for some in open.chunks(NOTED_AT_ONCE) {
            let some = some.to_vec();
            let note = move |tx: &mut Tx<'_>| {
                let mut noted = 0;
                for id in &some {
                    let changed = |at: Moment| last.is_none_or(|last| at.0 >= last);
                    if let Some(incident) = index::find(tx, *id)?.filter(|incident| changed(incident.changed_at)) {
                        record_head(tx, &incident, Who::Task(Task::Timers))?;
                        noted += 1;
                    }
                }
                Ok(noted)
            };
            noted += self.storage().write_background(note).await?;
        }
        let done = move |tx: &mut Tx<'_>| {
            tx.put(Table::Counters, noted_key(), now.to_be_bytes());
            Ok(())
        };
        self.storage().write_background(done).await?;
        Ok(noted)
    }
}

fn noted_key() -> Vec<u8> {
    Key::new().text("heads noted").done()
}

fn last_noted(read: &dyn Read) -> Result<Option<i64>> {
    let last = read.get(Table::Counters, &noted_key())?;
    Ok(last.and_then(|bytes| bytes.try_into().ok()).map(i64::from_be_bytes))
}

/// What stands on a board, everybody's or a member's.
fn open(read: &dyn Read) -> Result<BTreeSet<IncidentId>> {
    let mut open = BTreeSet::new();
    for table in [Table::OpenIncidents, Table::MemberIncidents] {
        let mut broken = None;
        read.scan_each(table, &[], &[], Order::Ascending, &mut |_, value| {
            match storage::decode::<CardRow>(value) {
                Ok(row) if !row.status.is_final() => drop(open.insert(row.id)),
                Ok(_) => {}
                Err(error) => broken = Some(error),
            }
            broken.is_none()
        })?;
        broken.map_or(Ok(()), Err)?;
    }
    Ok(open)
}
