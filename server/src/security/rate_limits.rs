//! How often somebody may do what costs others something. A limiter gives a
//! verdict and refuses nothing itself: over the limit a report is still stored,
//! unverified and without letters, and only the use case can do that. Tries of
//! passwords are counted where passwords are checked, in the backend.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::client_address::Network;

/// Beyond this many keys old ones are dropped, and if none is old, strangers
/// share the verdict "over": an attacker with many addresses must not eat memory.
const MOST_KEYS: usize = 50_000;

/// Seconds until a network may have one more letter sent.
pub const LETTER_REFILL: u64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Within,
    Over,
}

pub struct RateLimits {
    on: bool,
    reports_by_network: Limiter<Network>,
    reports_by_person: Limiter<String>,
    letters_by_network: Limiter<Network>,
}

impl RateLimits {
    pub fn new(on: bool) -> Self {
        Self {
            on,
            // A whole office stands behind one address when its network fails.
            reports_by_network: Limiter::new(200, Duration::from_secs(2)),
            reports_by_person: Limiter::new(10, Duration::from_secs(30)),
            // An office that comes in on Monday, and no mailing of strangers.
            letters_by_network: Limiter::new(30, Duration::from_secs(LETTER_REFILL)),
        }
    }

    /// A report from this network, and by this person when one is signed in.
    pub fn report(&self, network: Network, person: Option<&str>) -> Verdict {
        let person = person.is_none_or(|person| self.reports_by_person.allows(&person.to_owned()));
        self.verdict(person && self.reports_by_network.allows(&network))
    }

    /// A letter to an address that a visitor typed: a reset, a way in, a confirmation.
    pub fn letter(&self, network: Network) -> Verdict {
        self.verdict(self.letters_by_network.allows(&network))
    }

    /// Forgets who has been quiet for long. Called once a minute.
    pub fn forget_the_quiet(&self) {
        self.reports_by_network.forget();
        self.reports_by_person.forget();
        self.letters_by_network.forget();
    }

    fn verdict(&self, within: bool) -> Verdict {
        if within || !self.on { Verdict::Within } else { Verdict::Over }
    }
}

struct Limiter<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// `burst` at once, then one each `refill`.
    fn new(burst: u32, refill: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self(RateLimiter::keyed(quota.allow_burst(burst)))
    }

    fn allows(&self, key: &K) -> bool {
        if self.0.len() >= MOST_KEYS {
            self.0.retain_recent();
            if self.0.len() >= MOST_KEYS {
                return false;
            }
        }
        self.0.check_key(key).is_ok()
    }

    fn forget(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn a_flood_of_reports_gets_a_verdict_and_switched_off_limits_give_none() {
        let (strict, off) = (RateLimits::new(true), RateLimits::new(false));
        let flood = |limits: &RateLimits| {
            (0..400).filter(|_| limits.report(network("192.0.2.1"), None) == Verdict::Over).count()
        };
        assert!(flood(&strict) >= 150);
        assert_eq!(flood(&off), 0);
    }
}
