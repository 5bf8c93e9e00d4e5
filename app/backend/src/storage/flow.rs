//! Time as everybody is given it: it never goes back, restarts included, and it never stands still.
//!
//! A machine that woke up with a clock too far ahead has given away instants of the future before its clock was put
//! right. They cannot be taken back: entries and letters are ordered by them. So time goes on from the last of them,
//! at half its speed until the clock has caught up; mail, undo and sessions live on meanwhile.
//!
//! The time of a demonstration may be moved: it is then ahead of real time by as much, which is no clock that was put
//! back. What bounds real people, sessions and limits, is asked of real time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use domain::time::MINUTE;

use crate::clock::Clock;

/// Further ahead of the clock than this is worth telling an administrator.
pub const AHEAD_TOLD: i64 = 5 * MINUTE;
/// While the clock is behind, time takes this many times as long.
const SLOWED: i64 = 2;

/// The greatest instant anybody has been given, and when that was by the clock that nobody sets.
pub(super) struct Flow {
    clock: Clock,
    last: Mutex<Last>,
    /// How far a demonstration was moved; it only grows.
    moved: AtomicI64,
}

struct Last {
    /// The clock was last in step with us here, or we begin here.
    anchor: i64,
    anchored_at: i64,
    given: i64,
    /// The clock is behind.
    slowed: bool,
}

impl Flow {
    /// `latest` was given before the restart, by a time that was moved so far.
    pub fn from(latest: i64, moved: i64, clock: Clock) -> Self {
        let latest = latest.saturating_sub(moved);
        let last = Last { anchor: latest, anchored_at: clock.steady(), given: latest, slowed: false };
        Self { clock, last: Mutex::new(last), moved: AtomicI64::new(moved) }
    }

    /// UTC milliseconds; never less than what was given before.
    pub fn now(&self) -> i64 {
        // In this order: who asks again gets no less.
        let real = self.real_now();
        real.saturating_add(self.moved())
    }

    /// How far `now` was moved ahead of real time.
    pub fn moved(&self) -> i64 {
        self.moved.load(Ordering::SeqCst)
    }

    /// From now on time is so far ahead. The writer says so, once it is durable.
    pub fn move_to(&self, moved: i64) {
        self.moved.fetch_max(moved, Ordering::SeqCst);
    }

    /// The same as `now` for whoever is not to notice that a demonstration was moved.
    pub fn real_now(&self) -> i64 {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, steady) = (self.clock.now(), self.clock.steady());
        if wall >= last.given {
            if last.slowed {
                tracing::info!("the clock has caught up with the times given");
            }
            *last = Last { anchor: wall, anchored_at: steady, given: wall, slowed: false };
            return wall;
        }
        let passed = steady.saturating_sub(last.anchored_at).max(0) / SLOWED;
        last.given = last.given.max(last.anchor.saturating_add(passed));
        let ahead = last.given.saturating_sub(wall);
        if !last.slowed && ahead > AHEAD_TOLD {
            last.slowed = true;
            tracing::error!(
                "the clock is {} minutes behind times already given; time goes on at half its speed until it has caught up",
                ahead / MINUTE
            );
        }
        last.given
    }

    /// Milliseconds by the clock that nobody sets, for spans.
    pub fn steady(&self) -> i64 {
        self.clock.steady()
    }

    /// How far what was given is ahead of the clock, which was put back.
    pub fn ahead(&self) -> i64 {
        self.real_now().saturating_sub(self.clock.now()).max(0)
    }
}
