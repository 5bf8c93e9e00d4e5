//! The storm brake: how many letters one person gets in a short time. It holds, it never drops.
//!
//! Ordinary letters cost a token; pressing ones cost none, but all count towards the hard limit. Beyond that
//! everything for that person waits a minute and becomes one letter. The state is in memory: after a restart
//! a person may get a few letters more, never fewer.

use std::collections::{HashMap, VecDeque};

use domain::time::{MINUTE, SECOND};

use crate::notices::Recipient;

/// Ordinary letters a person can get at once.
const TOKENS: f64 = 3.0;
/// One token comes back in this time.
const REFILL: i64 = 5 * MINUTE;
/// Letters of any kind to one person within `WINDOW`.
const HARD_LIMIT: usize = 5;
const WINDOW: i64 = 10 * MINUTE;
/// How long letters gather for a bundle.
const GATHER: i64 = 60 * SECOND;
/// People remembered; the quiet ones are forgotten first.
const REMEMBERED: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    /// Goes into the one letter that holds all that was held.
    Bundle,
    HoldUntil(i64),
}

#[derive(Debug, Default)]
pub(super) struct Brake {
    people: HashMap<Recipient, Bucket>,
}

#[derive(Debug, Clone)]
struct Bucket {
    tokens: f64,
    refilled: i64,
    recent: VecDeque<i64>,
    bundled: Option<i64>,
}

impl Brake {
    /// Judges one letter without counting it. `held` says that it was held before.
    pub fn judge(&mut self, recipient: &Recipient, pressing: bool, held: bool, now: i64) -> Verdict {
        let bucket = self.bucket(recipient, now);
        if bucket.recent.len() >= HARD_LIMIT {
            let at = bucket.bundled.map_or(now + GATHER, |last| (last + WINDOW).max(now + GATHER));
            let free = bucket.bundled.is_none_or(|last| last + WINDOW <= now);
            return if held && free { Verdict::Bundle } else { Verdict::HoldUntil(at) };
        }
        if pressing || bucket.tokens >= 1.0 { Verdict::Go } else { Verdict::HoldUntil(bucket.next_token(now)) }
    }

    /// Counts a letter that goes.
    pub fn count(&mut self, recipient: &Recipient, pressing: bool, now: i64) {
        let bucket = self.bucket(recipient, now);
        if !pressing {
            bucket.tokens -= 1.0;
        }
        bucket.recent.push_back(now);
    }

    pub fn bundled(&mut self, recipient: &Recipient, now: i64) {
        self.bucket(recipient, now).bundled = Some(now);
    }

    fn bucket(&mut self, recipient: &Recipient, now: i64) -> &mut Bucket {
        self.forget_quiet(now);
        let bucket = self.people.entry(recipient.clone()).or_insert_with(|| Bucket::full(now));
        bucket.move_to(now);
        bucket
    }

    fn forget_quiet(&mut self, now: i64) {
        if self.people.len() < REMEMBERED {
            return;
        }
        self.people.retain(|_, bucket| bucket.refilled + 4 * REFILL > now);
        if self.people.len() >= REMEMBERED {
            self.people.clear();
        }
    }
}

impl Bucket {
    fn full(now: i64) -> Self {
        Self { tokens: TOKENS, refilled: now, recent: VecDeque::new(), bundled: None }
    }

    fn move_to(&mut self, now: i64) {
        let passed = (now - self.refilled).clamp(0, 10 * REFILL);
        // Spans of minutes are exact in f64.
        self.tokens = (self.tokens + passed as f64 / REFILL as f64).min(TOKENS);
        self.refilled = self.refilled.max(now);
        while self.recent.front().is_some_and(|at| at + WINDOW <= now) {
            self.recent.pop_front();
        }
    }

    fn next_token(&self, now: i64) -> i64 {
        let missing = (1.0 - self.tokens).max(0.0) * REFILL as f64;
        now + missing.ceil() as i64 + 1
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::PersonId;

    use super::*;

    const SOL: Recipient = Recipient::Person(PersonId(1));

    fn send(brake: &mut Brake, pressing: bool, now: i64) -> Verdict {
        let verdict = brake.judge(&SOL, pressing, false, now);
        if verdict == Verdict::Go {
            brake.count(&SOL, pressing, now);
        }
        verdict
    }

    #[test]
    fn ordinary_letters_cost_tokens_and_come_back_with_time() {
        let mut brake = Brake::default();
        for _ in 0..3 {
            assert_eq!(send(&mut brake, false, 0), Verdict::Go);
        }
        let Verdict::HoldUntil(until) = send(&mut brake, false, 0) else { panic!("not held") };
        assert!((REFILL..REFILL + SECOND).contains(&until));
        assert_eq!(brake.judge(&SOL, false, true, until), Verdict::Go);
    }

    #[test]
    fn pressing_letters_need_no_token_until_the_hard_limit_and_then_become_one() {
        let mut brake = Brake::default();
        for n in 0..5 {
            assert_eq!(send(&mut brake, true, n), Verdict::Go);
        }
        assert_eq!(send(&mut brake, true, 10), Verdict::HoldUntil(10 + GATHER));
        let later = 10 + GATHER;
        assert_eq!(brake.judge(&SOL, true, true, later), Verdict::Bundle);
        brake.bundled(&SOL, later);
        assert_eq!(brake.judge(&SOL, true, true, later + 1), Verdict::HoldUntil(later + WINDOW));
        assert_eq!(brake.judge(&SOL, true, true, later + WINDOW), Verdict::Go);
    }

    #[test]
    fn one_persons_storm_is_nobody_elses() {
        let mut brake = Brake::default();
        for _ in 0..9 {
            send(&mut brake, true, 0);
        }
        assert_eq!(brake.judge(&Recipient::Person(PersonId(2)), true, false, 0), Verdict::Go);
    }
}
