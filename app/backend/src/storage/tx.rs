//! One command's view of the database while it decides: its own changes lie in an overlay above what
//! the batch has written so far. When the command ends well the writer puts the overlay into the
//! tables with none of the command's code in between; when it fails or panics the overlay is dropped
//! and no neighbour notices. Nothing here may do I/O, render, send or wait.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::live::Topic;
use super::{Order, Read, Table, meta};
use crate::error::Result;

/// What one command wants to change: `None` deletes the key.
pub(super) type Changes = BTreeMap<Table, BTreeMap<Vec<u8>, Option<Vec<u8>>>>;

pub struct Tx<'a> {
    below: &'a (dyn Read + 'a),
    now: i64,
    /// How far `now` is moved ahead of real time.
    moved: i64,
    changes: Changes,
    aftermath: Aftermath,
}

/// What follows the durable commit.
#[derive(Default)]
pub(super) struct Aftermath {
    pub announcements: Vec<Topic>,
    pub wake_outbox: bool,
    pub wake_timers: bool,
    pub wake_pushes: bool,
    pub recheck_streams: bool,
    /// How far time is moved from now on.
    pub moved: Option<i64>,
}

impl<'a> Tx<'a> {
    pub(super) fn over(below: &'a (dyn Read + 'a), now: i64, moved: i64) -> Tx<'a> {
        Tx { below, now, moved, changes: Changes::new(), aftermath: Aftermath::default() }
    }

    /// UTC milliseconds of this command; never less than that of any command before it, restarts and
    /// a clock put back included.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The same for sessions and limits, which are not to notice that a demonstration was moved.
    pub fn real_now(&self) -> i64 {
        self.now.saturating_sub(self.moved)
    }

    /// Moves time on, once that is durable. Whoever calls it has made sure that this is a demonstration.
    pub(crate) fn move_time(&mut self, milliseconds: i64) -> Result<()> {
        let moved = meta::moved(self)?.saturating_add(milliseconds);
        meta::set_moved(self, moved);
        self.aftermath.moved = Some(moved);
        Ok(())
    }

    pub fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.changes.entry(table).or_default().insert(key.into(), Some(value.into()));
    }

    pub fn delete(&mut self, table: Table, key: impl Into<Vec<u8>>) {
        self.changes.entry(table).or_default().insert(key.into(), None);
    }

    /// Tells open pages what has changed, once the change is durable; the same is told once.
    pub fn announce(&mut self, topic: Topic) {
        if !self.aftermath.announcements.contains(&topic) {
            self.aftermath.announcements.push(topic);
        }
    }

    /// Wakes the outbox after the commit.
    pub fn wake_outbox(&mut self) {
        self.aftermath.wake_outbox = true;
    }

    /// Wakes the scheduler after the commit.
    pub fn wake_timers(&mut self) {
        self.aftermath.wake_timers = true;
    }

    /// Wakes whoever pushes alerts after the commit.
    pub fn wake_pushes(&mut self) {
        self.aftermath.wake_pushes = true;
    }

    /// Makes every open stream ask, after the commit, whether it may go on.
    pub fn recheck_streams(&mut self) {
        self.aftermath.recheck_streams = true;
    }

    /// Bytes nobody can guess. A closure that runs twice gets others the second time.
    ///
    /// # Panics
    /// When the machine has no randomness; the writer then answers "internal error".
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        if let Err(error) = getrandom::fill(&mut bytes) {
            panic!("the machine gives no random bytes: {error}");
        }
        bytes
    }

    /// A random number for a new key.
    pub fn random_id(&self) -> u64 {
        u64::from_be_bytes(self.random())
    }

    pub(super) fn finish(self) -> (Changes, Aftermath) {
        (self.changes, self.aftermath)
    }
}

impl Read for Tx<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.changes.get(&table).and_then(|changes| changes.get(key)) {
            Some(changed) => Ok(changed.clone()),
            None => self.below.get(table, key),
        }
    }

    fn scan_each(
        &self,
        table: Table,
        from: &[u8],
        to: &[u8],
        order: Order,
        each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<()> {
        let Some(changes) = self.changes.get(&table) else {
            return self.below.scan_each(table, from, to, order, each);
        };
        if !to.is_empty() && from >= to {
            return Ok(());
        }
        let to_bound = if to.is_empty() { Bound::Unbounded } else { Bound::Excluded(to) };
        let range = changes.range::<[u8], _>((Bound::Included(from), to_bound));
        match order {
            Order::Ascending => {
                merge(range, |own, below| own < below, each, |emit| self.below.scan_each(table, from, to, order, emit))
            }
            Order::Descending => merge(
                range.rev(),
                |own, below| own > below,
                each,
                |emit| self.below.scan_each(table, from, to, order, emit),
            ),
        }
    }

    fn len(&self, table: Table) -> Result<u64> {
        let mut length = self.below.len(table)?;
        for (key, changed) in self.changes.get(&table).into_iter().flatten() {
            match (self.below.contains(table, key)?, changed.is_some()) {
                (true, false) => length -= 1,
                (false, true) => length += 1,
                _ => {}
            }
        }
        Ok(length)
    }
}

/// Walks two ordered sequences as one; a row of our own hides the row below with the same key.
fn merge<'c>(
    own: impl Iterator<Item = (&'c Vec<u8>, &'c Option<Vec<u8>>)>,
    comes_before: impl Fn(&[u8], &[u8]) -> bool,
    each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    walk_below: impl FnOnce(&mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<()>,
) -> Result<()> {
    let mut own = own.peekable();
    let mut go_on = true;
    walk_below(&mut |key, value| {
        while let Some((own_key, own_value)) = own.next_if(|(own_key, _)| comes_before(own_key, key)) {
            if let Some(own_value) = own_value {
                go_on = each(own_key, own_value);
                if !go_on {
                    return false;
                }
            }
        }
        go_on = match own.next_if(|(own_key, _)| own_key.as_slice() == key) {
            Some((own_key, Some(own_value))) => each(own_key, own_value),
            Some((_, None)) => true,
            None => each(key, value),
        };
        go_on
    })?;
    while go_on && let Some((own_key, own_value)) = own.next() {
        if let Some(own_value) = own_value {
            go_on = each(own_key, own_value);
        }
    }
    Ok(())
}
