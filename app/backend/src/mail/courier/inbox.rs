//! A mailbox in memory that can be read, for tests and for `sitrep demo`.
//!
//! It keeps the newest letters up to a bound and can be told what to answer next, so that a story about a
//! failing relay needs no network. Clones share the same mailbox.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::{Outcome, Parcel};

/// The oldest letter falls out when one more arrives.
const KEPT_LETTERS: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub to: String,
    pub envelope_from: String,
    pub bytes: Vec<u8>,
}

impl Delivered {
    /// The raw letter as text; quoted-printable stays encoded.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

#[derive(Debug, Clone, Default)]
pub struct Inbox {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct State {
    letters: VecDeque<Delivered>,
    answers: VecDeque<Outcome>,
    attempts: u64,
}

impl Inbox {
    pub fn letters(&self) -> Vec<Delivered> {
        self.state().letters.iter().cloned().collect()
    }

    pub fn letters_to(&self, address: &str) -> Vec<Delivered> {
        self.state().letters.iter().filter(|letter| letter.to == address).cloned().collect()
    }

    /// Deliveries tried, answered well or not.
    pub fn attempts(&self) -> u64 {
        self.state().attempts
    }

    /// The next delivery gets this answer; several are used up in order.
    pub fn answer_next(&self, outcome: Outcome) {
        self.state().answers.push_back(outcome);
    }

    /// Waits until at least `count` letters lie here; false when the time is over first.
    pub async fn wait_for(&self, count: usize, patience: Duration) -> bool {
        let waiting = async {
            loop {
                let arrived = self.shared.arrived.notified();
                if self.state().letters.len() >= count {
                    return;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(patience, waiting).await.is_ok()
    }

    pub(super) fn deliver(&self, parcel: Parcel<'_>) -> Outcome {
        let mut state = self.state();
        state.attempts += 1;
        let outcome =
            state.answers.pop_front().unwrap_or_else(|| Outcome::Accepted { answer: "250 kept in memory".to_owned() });
        if matches!(outcome, Outcome::Accepted { .. }) {
            if state.letters.len() == KEPT_LETTERS {
                state.letters.pop_front();
            }
            state.letters.push_back(Delivered {
                to: parcel.to.to_owned(),
                envelope_from: parcel.envelope_from.to_owned(),
                bytes: parcel.bytes.to_vec(),
            });
        }
        drop(state);
        self.shared.arrived.notify_waiters();
        outcome
    }

    /// Trouble of the whole queue that a test says comes next; all else is for letters.
    pub(super) fn try_out(&self) -> Outcome {
        let is_trouble =
            |outcome: &mut Outcome| matches!(outcome, Outcome::Unreachable { .. } | Outcome::QueueTrouble { .. });
        let next = self.state().answers.pop_front_if(is_trouble);
        next.unwrap_or_else(|| Outcome::Accepted { answer: "250 kept in memory".to_owned() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
