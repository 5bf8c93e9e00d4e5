//! When a delivery that did not go through is tried again, and when it has been tried often enough.

use domain::time::{HOUR, SECOND};

use super::Turn;
use crate::storage::Tx;

const FIRST_DELAY: i64 = 30 * SECOND;
const LONGEST_DELAY: i64 = HOUR;
const SHORTEST_DELAY: i64 = SECOND;
pub(super) const TRIES_MOST: u32 = 20;
pub(super) const TRIED_FOR: i64 = 48 * HOUR;

/// What follows a try that failed and might go through later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Again,
    /// It was tried too often or for too long: whoever asks parks it.
    Over,
}

impl Turn<'_> {
    /// Counts the try and waits for the next one, unless it was the last.
    pub fn put_off(&mut self, tx: &mut Tx<'_>) -> Next {
        let (now, since) = (tx.now(), self.count_try(tx.now()));
        *self.lease = None;
        if *self.tries >= TRIES_MOST || now - since >= TRIED_FOR {
            return Next::Over;
        }
        let due = now + delay(*self.tries, u64::from_le_bytes(tx.random()));
        self.wait(tx, due);
        Next::Again
    }

    /// Somebody wants it tried now: tries and hours begin again.
    pub fn begin_again(&mut self, tx: &mut Tx<'_>) {
        *self.tries = 0;
        *self.first_tried_at = None;
        self.give_back(tx);
    }

    /// Answers with the instant of the first one. How long nothing could be tried at all does not count.
    pub fn count_try(&mut self, now: i64) -> i64 {
        *self.tries += 1;
        *self.first_tried_at.get_or_insert(now)
    }
}

/// Full jitter: anything up to a ceiling that doubles with each try.
fn delay(tries: u32, random: u64) -> i64 {
    let doubled = FIRST_DELAY.saturating_mul(1 << tries.saturating_sub(1).min(20));
    let ceiling = doubled.min(LONGEST_DELAY);
    let within = random % ceiling.unsigned_abs();
    SHORTEST_DELAY.max(within.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_up_to_twice_as_long_and_never_more_than_an_hour() {
        let most = |tries| (0..2_000).map(|n| delay(tries, n * 7_919_993)).max().unwrap_or_default();
        assert!(most(1) < FIRST_DELAY && most(1) > FIRST_DELAY / 2);
        assert!(most(2) < 2 * FIRST_DELAY && most(2) > FIRST_DELAY);
        assert!(most(20) < LONGEST_DELAY && most(20) > LONGEST_DELAY / 2);
        assert!((0..2_000).all(|n| delay(1, n) >= SHORTEST_DELAY));
    }
}
