//! What time it is. The only two clocks are the machine's and one that tests move by hand; it is an
//! enum and no trait because there will never be a third. Whoever writes asks the transaction for
//! `now` instead, which never goes back and never stands still (`storage/flow.rs`).

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Every clone moves together.
    Manual(Arc<Hands>),
}

/// Of a clock that is moved by hand.
#[derive(Debug)]
pub struct Hands {
    /// UTC milliseconds.
    wall: AtomicI64,
    /// Milliseconds that have passed; setting the clock makes none pass.
    passed: AtomicI64,
}

impl Clock {
    pub fn manual(milliseconds: i64) -> Clock {
        Clock::Manual(Arc::new(Hands { wall: AtomicI64::new(milliseconds), passed: AtomicI64::new(0) }))
    }

    /// UTC milliseconds.
    pub fn now(&self) -> i64 {
        match self {
            Clock::System => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => whole_milliseconds(since),
                Err(before) => -whole_milliseconds(before.duration()),
            },
            Clock::Manual(hands) => hands.wall.load(Ordering::SeqCst),
        }
    }

    /// Milliseconds that have passed since some instant, whatever was done to the clock meanwhile.
    pub fn steady(&self) -> i64 {
        static STARTED: OnceLock<Instant> = OnceLock::new();
        match self {
            Clock::System => whole_milliseconds(STARTED.get_or_init(Instant::now).elapsed()),
            Clock::Manual(hands) => hands.passed.load(Ordering::SeqCst),
        }
    }

    /// Lets time pass on a manual clock, or puts it back; the machine's clock moves by itself.
    pub fn advance(&self, milliseconds: i64) {
        if let Clock::Manual(hands) = self {
            hands.wall.fetch_add(milliseconds, Ordering::SeqCst);
            hands.passed.fetch_add(milliseconds.max(0), Ordering::SeqCst);
        }
    }

    /// Sets a manual clock.
    pub fn set(&self, milliseconds: i64) {
        if let Clock::Manual(hands) = self {
            hands.wall.store(milliseconds, Ordering::SeqCst);
        }
    }
}

fn whole_milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_manual_clock_move_together() {
        let clock = Clock::manual(1_000);
        let other = clock.clone();
        clock.advance(-250);
        assert_eq!(other.now(), 750);
        other.set(5);
        assert_eq!(clock.now(), 5);
    }

    #[test]
    fn the_machines_clock_is_past_2020_and_cannot_be_moved() {
        let before = Clock::System.now();
        Clock::System.advance(-1_000_000);
        assert!(before > 1_577_836_800_000);
        assert!(Clock::System.now() >= before);
    }
}
