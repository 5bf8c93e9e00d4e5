//! Numbers for new rows: milliseconds first, then random bits. What was made together lies together, so a commit
//! writes few pages (`docs/decisions/0008-keys-in-the-order-of-time.md`), and nobody learns from one number how many
//! others there are. Rows with numbers of the earlier, wholly random kind stay where they are.

use super::{Read, Table, Tx};
use crate::error::Result;

/// The others are milliseconds, enough until the year 2109.
const RANDOM_BITS: u32 = 22;

/// What was made before the instant has smaller numbers.
pub fn first_at(at: i64) -> u64 {
    at.max(0).cast_unsigned() << RANDOM_BITS
}

/// The number of that instant with these random bits; the higher ones are left out.
pub fn number_at(at: i64, random: u64) -> u64 {
    first_at(at) | (random & ((1 << RANDOM_BITS) - 1))
}

impl Tx<'_> {
    /// A number that no row of `table` has as its key.
    pub fn fresh_id(&self, table: Table) -> Result<u64> {
        loop {
            let id = number_at(self.now(), self.random_id());
            if !self.contains(table, &id.to_be_bytes())? {
                return Ok(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::clock::Clock;
    use crate::storage::Storage;

    const NOON: i64 = 1_795_780_800_000;

    #[test]
    fn a_number_of_an_instant_lies_between_its_neighbours() {
        for random in [0, 1, u64::MAX] {
            assert!((first_at(NOON)..first_at(NOON + 1)).contains(&number_at(NOON, random)));
        }
        assert_eq!(first_at(-1), 0, "a clock before 1970 gives no negative number");
    }

    #[test]
    fn a_number_that_is_taken_is_not_given_again() {
        let storage = Storage::in_memory(Clock::manual(NOON));
        let drawn = storage.write_blocking(|tx| {
            let mut drawn = BTreeSet::new();
            for _ in 0..5_000 {
                let id = tx.fresh_id(Table::Persons)?;
                tx.put(Table::Persons, id.to_be_bytes(), []);
                drawn.insert(id);
            }
            Ok(drawn.len())
        });
        assert_eq!(drawn, Ok(5_000));
    }
}
