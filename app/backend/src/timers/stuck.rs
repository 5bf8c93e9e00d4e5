//! Timers that were due and could not fire. Each has a row of its own with when it is tried again, so that it is not
//! lost, holds back no other, does not fill the log, and stands on `/settings/jobs`.

use domain::time::{HOUR, MINUTE};
use serde::{Deserialize, Serialize};

use super::{Kind, Timer};
use crate::error::Result;
use crate::storage::{self, KeyParts, Order, Read, Record, Table, Tx};

/// Before the second try; each further one waits twice as long.
const FIRST_REST: i64 = MINUTE;
const LONGEST_REST: i64 = HOUR;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stuck {
    pub tries: u32,
    /// Not tried before.
    pub next: i64,
}

impl Record for Stuck {
    const TABLE: Table = Table::StuckTimers;
    const VERSION: u8 = 1;
}

/// One of them, for a page; `kind` is unknown where even the key cannot be read.
pub struct Shown {
    pub due: i64,
    pub kind: Option<Kind>,
    pub stuck: Stuck,
}

/// Whether it failed so lately that it is left alone. A row that cannot be read keeps nobody from trying.
pub fn rests(read: &dyn Read, key: &[u8], now: i64) -> bool {
    find(read, key).is_some_and(|stuck| now < stuck.next)
}

/// Notes that it could not fire, unless it was taken back meanwhile; answers how often that was.
pub fn note(tx: &mut Tx<'_>, key: &[u8]) -> Result<u32> {
    if !tx.contains(Table::Timers, key)? {
        return Ok(0);
    }
    let before = find(tx, key).map_or(0, |stuck| stuck.tries);
    let rest = FIRST_REST.saturating_mul(1 << before.min(16)).min(LONGEST_REST);
    tx.save(key, &Stuck { tries: before + 1, next: tx.now() + rest })?;
    Ok(before + 1)
}

/// At most `limit` of them, the longest due first.
pub fn list(read: &dyn Read, limit: usize) -> Result<Vec<Shown>> {
    let rows = read.scan(Table::StuckTimers, &[], &[], Order::Ascending, limit)?;
    let shown = rows.into_iter().filter_map(|(key, value)| {
        let due = KeyParts::of(&key).i64().unwrap_or_default();
        let kind = Timer::parse(&key).ok().map(|timer| timer.kind);
        Some(Shown { due, kind, stuck: storage::decode(&value).ok()? })
    });
    Ok(shown.collect())
}

fn find(read: &dyn Read, key: &[u8]) -> Option<Stuck> {
    storage::load(read, key).ok().flatten()
}
