//! The two lanes in front of the writer, both bounded. Requests fail fast when their lane is full, so
//! that a person reads "try again in a moment" instead of waiting; the outbox and the timers wait for
//! room and have slots in every batch that no flood of requests can take from them.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Commands in the lane of requests; one more is refused.
pub const REQUESTS_WAITING: usize = 1_024;
/// Commands in the lane of the outbox and the timers; one more waits.
pub const BACKGROUND_WAITING: usize = 64;
/// Commands in one commit.
pub const BATCH: usize = 128;
/// Slots of a batch that belong to the background lane when it has something to do.
pub const BACKGROUND_RESERVED: usize = 16;

pub(super) struct Queue<C> {
    lanes: Mutex<Lanes<C>>,
    arrived: Condvar,
    room: Condvar,
}

struct Lanes<C> {
    requests: VecDeque<Waiting<C>>,
    background: VecDeque<Waiting<C>>,
    /// Since when the oldest command waits that was taken out last and may not be done yet.
    taken: Option<i64>,
    closed: bool,
}

struct Waiting<C> {
    since: i64,
    command: C,
}

/// Why a command was not taken in.
#[derive(Debug, PartialEq)]
pub(super) enum NotQueued {
    Full,
    Closed,
}

impl<C> Queue<C> {
    pub fn new() -> Queue<C> {
        let lanes = Lanes { requests: VecDeque::new(), background: VecDeque::new(), taken: None, closed: false };
        Queue { lanes: Mutex::new(lanes), arrived: Condvar::new(), room: Condvar::new() }
    }

    /// `since` is now, by a clock that nobody sets.
    pub fn push_request(&self, command: C, since: i64) -> Result<(), NotQueued> {
        let mut lanes = self.lock();
        if lanes.closed {
            return Err(NotQueued::Closed);
        }
        if lanes.requests.len() >= REQUESTS_WAITING {
            return Err(NotQueued::Full);
        }
        lanes.requests.push_back(Waiting { since, command });
        self.arrived.notify_one();
        Ok(())
    }

    /// Blocks the thread until the lane of requests has room.
    pub fn push_request_waiting(&self, command: C, since: i64) -> Result<(), NotQueued> {
        let lanes = self.lock();
        let full = |lanes: &mut Lanes<C>| !lanes.closed && lanes.requests.len() >= REQUESTS_WAITING;
        let mut lanes = self.room.wait_while(lanes, full).unwrap_or_else(PoisonError::into_inner);
        if lanes.closed {
            return Err(NotQueued::Closed);
        }
        lanes.requests.push_back(Waiting { since, command });
        self.arrived.notify_one();
        Ok(())
    }

    /// The caller holds one of `BACKGROUND_WAITING` permits, which bounds this lane.
    pub fn push_background(&self, command: C, since: i64) -> Result<(), NotQueued> {
        let mut lanes = self.lock();
        if lanes.closed {
            return Err(NotQueued::Closed);
        }
        lanes.background.push_back(Waiting { since, command });
        self.arrived.notify_one();
        Ok(())
    }

    /// What is queued, at most `BATCH`; blocks while nothing is, never waits for more. `None` once
    /// the queue is closed and empty. What was taken before is done.
    pub fn take(&self) -> Option<Vec<C>> {
        let idle = |lanes: &mut Lanes<C>| !lanes.closed && lanes.requests.is_empty() && lanes.background.is_empty();
        let mut lanes = self.lock();
        lanes.taken = None;
        let mut lanes = self.arrived.wait_while(lanes, idle).unwrap_or_else(PoisonError::into_inner);
        let reserved = lanes.background.len().min(BACKGROUND_RESERVED);
        let requests = lanes.requests.len().min(BATCH - reserved);
        let background = lanes.background.len().min(BATCH - requests);
        let mut batch: Vec<Waiting<C>> = lanes.requests.drain(..requests).collect();
        batch.extend(lanes.background.drain(..background));
        lanes.taken = batch.iter().map(|waiting| waiting.since).min();
        self.room.notify_all();
        if batch.is_empty() { None } else { Some(batch.into_iter().map(|waiting| waiting.command).collect()) }
    }

    /// Nothing more is taken in; what is queued may still be taken out.
    pub fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_all();
        self.room.notify_all();
    }

    /// Drops what is queued; its callers learn that the writer is gone.
    pub fn abandon(&self) {
        self.close();
        let mut lanes = self.lock();
        lanes.requests.clear();
        lanes.background.clear();
    }

    /// How many commands wait: requests, background.
    pub fn waiting(&self) -> (usize, usize) {
        let lanes = self.lock();
        (lanes.requests.len(), lanes.background.len())
    }

    /// Since when the oldest command waits for its answer, being written or not.
    pub fn oldest(&self) -> Option<i64> {
        let lanes = self.lock();
        let first = |lane: &VecDeque<Waiting<C>>| lane.front().map(|waiting| waiting.since);
        [lanes.taken, first(&lanes.requests), first(&lanes.background)].into_iter().flatten().min()
    }

    fn lock(&self) -> MutexGuard<'_, Lanes<C>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_lane_of_requests_refuses_while_the_background_keeps_its_slots() {
        let queue = Queue::new();
        for number in 0..REQUESTS_WAITING {
            assert_eq!(queue.push_request(number, 0), Ok(()));
        }
        assert_eq!(queue.push_request(9_999, 0), Err(NotQueued::Full));
        for number in 0..BACKGROUND_WAITING {
            assert_eq!(queue.push_background(10_000 + number, 0), Ok(()));
        }
        let batch = queue.take().unwrap();
        assert_eq!(batch.len(), BATCH);
        assert_eq!(batch.iter().filter(|&&number| number >= 10_000).count(), BACKGROUND_RESERVED);
        assert_eq!(queue.push_request(9_999, 0), Ok(()));
    }

    #[test]
    fn an_idle_background_leaves_the_whole_batch_to_requests_and_the_other_way_round() {
        let queue = Queue::new();
        for number in 0..BATCH + 1 {
            queue.push_request(number, 0).unwrap();
        }
        assert_eq!(queue.take().unwrap(), (0..BATCH).collect::<Vec<_>>());
        for number in 0..BACKGROUND_WAITING {
            queue.push_background(1_000 + number, 0).unwrap();
        }
        assert_eq!(queue.take().unwrap().len(), 1 + BACKGROUND_WAITING);
    }

    #[test]
    fn a_closed_queue_gives_out_what_it_holds_and_takes_nothing_in() {
        let queue = Queue::new();
        queue.push_request(1, 0).unwrap();
        queue.close();
        assert_eq!(queue.push_request(2, 0), Err(NotQueued::Closed));
        assert_eq!(queue.push_request_waiting(2, 0), Err(NotQueued::Closed));
        assert_eq!(queue.push_background(2, 0), Err(NotQueued::Closed));
        assert_eq!(queue.take(), Some(vec![1]));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn the_oldest_command_is_known_until_the_writer_comes_back_for_more() {
        let queue = Queue::new();
        assert_eq!(queue.oldest(), None);
        queue.push_background(1, 70).unwrap();
        queue.push_request(2, 90).unwrap();
        assert_eq!(queue.oldest(), Some(70));
        assert_eq!(queue.take().map(|batch| batch.len()), Some(2));
        queue.push_request(3, 95).unwrap();
        assert_eq!(queue.oldest(), Some(70), "being written is not written");
        assert_eq!(queue.take(), Some(vec![3]));
        assert_eq!(queue.oldest(), Some(95));
    }
}
