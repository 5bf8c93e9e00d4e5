//! How something waits to be sent, whatever it is: when its turn comes, who has it in hand, when it is tried again, and
//! when nobody tries any more. Letters wait so; whatever goes another way brings a record that keeps the same four
//! fields, and a queue of its own. Knows neither what is delivered nor what an answer means.

mod backoff;
mod lease;
mod park;
mod queue;
#[cfg(test)]
mod tests;

use crate::storage::{Table, Tx};

pub use lease::Lease;

pub(crate) use backoff::Next;
pub(crate) use lease::orphans;
pub(crate) use park::{PARKED, SET_ASIDE, count_parked, parked};
pub(crate) use queue::{due, enter, next_due, parse, row};

/// One delivery's place in its queue, lent by the record that keeps it. Whoever moves it stores the record afterwards,
/// in the same transaction.
pub(crate) struct Turn<'a> {
    pub queue: Table,
    pub id: u64,
    /// Attempts that reached a verdict about this delivery.
    pub tries: &'a mut u32,
    /// The first of them.
    pub first_tried_at: &'a mut Option<i64>,
    pub lease: &'a mut Option<Lease>,
    /// Its place in the queue, if it has one.
    pub queued_for: &'a mut Option<i64>,
}

impl Turn<'_> {
    /// Delivered, or as good as that: nothing is left to do.
    pub fn end(&mut self, tx: &mut Tx<'_>) {
        self.count_try(tx.now());
        *self.lease = None;
        self.leave(tx);
    }

    /// It is no delivery any more.
    pub fn drop_out(&mut self, tx: &mut Tx<'_>) {
        *self.lease = None;
        self.leave(tx);
    }
}
