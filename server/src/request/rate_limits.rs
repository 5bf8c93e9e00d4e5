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

/// Reports of one network, or of one person who signed in, in a day: more than an office has in its worst one. What is
/// over the limits below is stored all the same; what is over this one is not.
pub const REPORTS_A_DAY: u32 = 500;
/// "Me too" of one network: each of a large office joins several.
pub const JOINS_A_DAY: u32 = 2_000;
const DAY_SECONDS: u64 = 24 * 60 * 60;

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
    reports_a_day: Limiter<String>,
    joins_a_day: Limiter<String>,
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
            reports_a_day: Limiter::a_day(REPORTS_A_DAY),
            joins_a_day: Limiter::a_day(JOINS_A_DAY),
        }
    }

    /// A report from this network, and by this person when one is signed in.
    pub fn report(&self, network: Network, person: Option<&str>) -> Verdict {
        let person = person.is_none_or(|person| self.reports_by_person.allows(&person.to_owned()));
        self.verdict(person && self.reports_by_network.allows(&network))
    }

    /// Whether a report is taken at all.
    pub fn one_more_report_today(&self, network: Network, person: Option<&str>) -> Verdict {
        self.verdict(self.reports_a_day.allows(&whose(network, person)))
    }

    /// The same of a "me too".
    pub fn one_more_join_today(&self, network: Network, person: Option<&str>) -> Verdict {
        self.verdict(self.joins_a_day.allows(&whose(network, person)))
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
        self.reports_a_day.forget();
        self.joins_a_day.forget();
    }

    fn verdict(&self, within: bool) -> Verdict {
        if within || !self.on { Verdict::Within } else { Verdict::Over }
    }
}

/// Who signed in pays for nobody else behind the same address.
fn whose(network: Network, person: Option<&str>) -> String {
    person.map_or_else(|| network.to_string(), |person| format!("person {person}"))
}

struct Limiter<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// `burst` at once, then one each `refill`.
    fn new(burst: u32, refill: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self(RateLimiter::keyed(quota.allow_burst(burst)))
    }

    fn a_day(most: u32) -> Self {
        Self::new(most, Duration::from_secs(DAY_SECONDS) / most)
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
    fn a_network_has_five_hundred_reports_a_day_and_who_signed_in_has_their_own() {
        let limits = RateLimits::new(true);
        let one_more = |network_: &str, person| limits.one_more_report_today(network(network_), person);
        let taken = (0..600).filter(|_| one_more("192.0.2.1", None) == Verdict::Within).count();
        assert_eq!(taken, REPORTS_A_DAY as usize);
        assert_eq!(one_more("192.0.2.1", Some("7")), Verdict::Within);
        assert_eq!(one_more("192.0.2.2", None), Verdict::Within);
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
