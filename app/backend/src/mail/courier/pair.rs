//! Two relays: the second takes a letter while the first cannot be reached. What the first answers about a letter or a
//! sign-in is its word and stays so; only silence goes on to the other.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Outcome, Parcel, SmtpCourier};

/// So long the first is left alone after it could not be reached: a letter does not wait for it each time.
const LEFT_ALONE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Pair {
    first: SmtpCourier,
    second: SmtpCourier,
    unreachable: Mutex<Option<Instant>>,
}

impl Pair {
    pub fn new(first: SmtpCourier, second: SmtpCourier) -> Self {
        Self { first, second, unreachable: Mutex::new(None) }
    }

    pub(super) fn describe(&self) -> String {
        format!("{}, or {}", self.first.describe(), self.second.describe())
    }

    pub(super) async fn deliver(&self, parcel: Parcel<'_>) -> Outcome {
        let mut missed = "not tried again yet".to_owned();
        if !self.left_alone() {
            let outcome = self.noted(self.first.deliver(parcel).await);
            let Outcome::Unreachable { answer } = outcome else { return outcome };
            missed = answer;
        }
        tracing::warn!(first = self.first.describe(), missed, "the first mail server cannot be reached");
        self.by_the_second(&missed, self.second.deliver(parcel).await)
    }

    pub(super) async fn try_out(&self, envelope_from: &str) -> Outcome {
        let outcome = self.noted(self.first.try_out(envelope_from).await);
        let Outcome::Unreachable { answer } = &outcome else { return outcome };
        self.by_the_second(answer, self.second.try_out(envelope_from).await)
    }

    pub(super) async fn rest(&self) {
        self.first.rest().await;
        self.second.rest().await;
    }

    /// Where both fail, the whole queue waits: the first may be back, and the second needs no hands before.
    fn by_the_second(&self, missed: &str, outcome: Outcome) -> Outcome {
        let by = |answer: &str| format!("{answer} (by the second server, {})", self.second.describe());
        match outcome {
            Outcome::Accepted { answer } => Outcome::Accepted { answer: by(&answer) },
            Outcome::Kept { answer } => Outcome::Kept { answer },
            Outcome::Deferred { answer } => Outcome::Deferred { answer: by(&answer) },
            Outcome::Refused { answer } => Outcome::Refused { answer: by(&answer) },
            Outcome::Unreachable { answer } | Outcome::QueueTrouble { answer } => {
                Outcome::Unreachable { answer: format!("{missed}; the second server: {answer}") }
            }
        }
    }

    fn left_alone(&self) -> bool {
        let since = *self.unreachable.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| since.elapsed() < LEFT_ALONE)
    }

    fn noted(&self, outcome: Outcome) -> Outcome {
        let missed = matches!(outcome, Outcome::Unreachable { .. }).then(Instant::now);
        *self.unreachable.lock().unwrap_or_else(PoisonError::into_inner) = missed;
        outcome
    }
}
