//! Reading ordered tables of bytes: the same four questions to a snapshot and to an unfinished write
//! transaction. Every query of the product takes `&dyn Read`, so that it answers the page and the gate
//! inside a write alike. Knows no records; see `record.rs` for those.

use super::Table;
use super::keys::prefix_end;
use crate::error::Result;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// A key with its value.
pub type Row = (Vec<u8>, Vec<u8>);

pub trait Read {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Calls `each` with every row of `from..to` (an empty `to` means to the end of the table) until
    /// it answers `false`. Nothing is copied.
    fn scan_each(
        &self,
        table: Table,
        from: &[u8],
        to: &[u8],
        order: Order,
        each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<()>;

    /// How many rows the table holds.
    fn len(&self, table: Table) -> Result<u64>;

    /// At most `limit` rows of `from..to`; an empty `to` means to the end of the table.
    fn scan(&self, table: Table, from: &[u8], to: &[u8], order: Order, limit: usize) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        if limit == 0 {
            return Ok(rows);
        }
        self.scan_each(table, from, to, order, &mut |key, value| {
            rows.push((key.to_vec(), value.to_vec()));
            rows.len() < limit
        })?;
        Ok(rows)
    }

    /// At most `limit` rows whose key begins with `prefix`.
    fn scan_prefix(&self, table: Table, prefix: &[u8], order: Order, limit: usize) -> Result<Vec<Row>> {
        self.scan(table, prefix, &prefix_end(prefix), order, limit)
    }

    /// `scan_each` over the keys that begin with `prefix`.
    fn each_with_prefix(
        &self,
        table: Table,
        prefix: &[u8],
        order: Order,
        each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<()> {
        self.scan_each(table, prefix, &prefix_end(prefix), order, each)
    }

    fn contains(&self, table: Table, key: &[u8]) -> Result<bool> {
        Ok(self.get(table, key)?.is_some())
    }

    /// How many keys begin with `prefix`; walks them.
    fn count_prefix(&self, table: Table, prefix: &[u8]) -> Result<u64> {
        let mut count = 0;
        self.each_with_prefix(table, prefix, Order::Ascending, &mut |_, _| {
            count += 1;
            true
        })?;
        Ok(count)
    }
}
