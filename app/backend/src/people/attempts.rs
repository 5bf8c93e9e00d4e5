//! Slows down guessing. Ten wrong passwords for one account from one place are free; after that each try has to
//! wait, longer each time. A network has a budget of wrong passwords besides, whatever accounts they are for. Another
//! network, a browser in which that person has signed in before, and one that is signed in now are other places, so
//! nobody can lock a person out of their own account. Every door that checks a password asks here first.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Refusal;
use domain::ids::SessionId;
use domain::time::{HOUR, MINUTE, SECOND};

const FREE: u32 = 10;
const FIRST_DELAY: i64 = 30 * SECOND;
const LONGEST_DELAY: i64 = 15 * MINUTE;
/// Without a try for this long all is forgotten.
const FORGOTTEN: i64 = HOUR;
/// Wrong passwords from one network at once, for all accounts together: an office comes back from its holidays.
const NETWORK_FREE: u32 = 100;
/// After those, one more each.
const NETWORK_REFILL: i64 = FORGOTTEN / NETWORK_FREE as i64;
/// Accounts and places remembered, and networks; beyond that those with the fewest tries are forgotten, and of them
/// the quietest. What slows somebody down is never forgotten early.
const REMEMBERED: usize = 10_000;

/// Where a password is tried from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// An IPv4 address or an IPv6 /64: one household gets a whole /64.
    Network(IpAddr),
    /// The address could not be read.
    Nowhere,
    /// A browser in which the person of the account has signed in before.
    Device([u8; 8]),
    Session(SessionId),
    /// Whoever holds a link that was mailed to them.
    Link(String),
    /// The machine itself.
    Desk,
}

#[derive(Debug)]
pub(crate) struct Attempts {
    on: bool,
    tries: Mutex<Remembered>,
}

/// The account by its folded address, known or not.
type Key = (String, Place);

#[derive(Debug, Default)]
struct Remembered {
    by_account: HashMap<Key, Tries>,
    by_network: HashMap<Place, Tries>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tries {
    wrong: u32,
    last: i64,
    free_at: i64,
}

impl Place {
    pub fn of_address(address: &str) -> Self {
        match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V6(six)) => Self::Network(IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (!0 << 64)))),
            Ok(four) => Self::Network(four),
            Err(_) => Self::Nowhere,
        }
    }

    /// Anybody may come from there.
    pub fn is_a_network(&self) -> bool {
        match self {
            Self::Network(_) | Self::Nowhere => true,
            Self::Device(_) | Self::Session(_) | Self::Link(_) | Self::Desk => false,
        }
    }
}

impl Attempts {
    pub fn new(on: bool) -> Self {
        Self { on, tries: Mutex::default() }
    }

    /// Counts the try as wrong before it is checked, so that many at once gain nothing.
    pub fn begin(&self, account: &str, place: &Place, now: i64) -> Result<(), Refusal> {
        if !self.on {
            return Ok(());
        }
        let mut all = self.lock();
        let key = (account.to_owned(), place.clone());
        let network = place.is_a_network().then_some(place);
        must_wait_until(all.by_account.get(&key).map_or(now, |tries| tries.free_at), now)?;
        must_wait_until(network.and_then(|place| all.by_network.get(place)).map_or(now, |tries| tries.free_at), now)?;
        if let Some(tries) = remembered(&mut all.by_account, key, now) {
            tries.one_more(now);
            if tries.wrong >= FREE {
                tries.free_at = now + delay(tries.wrong);
            }
        }
        if let Some(tries) = network.and_then(|place| remembered(&mut all.by_network, place.clone(), now)) {
            let refilled = u32::try_from((now - tries.last) / NETWORK_REFILL).unwrap_or(u32::MAX);
            tries.wrong = tries.wrong.saturating_sub(refilled);
            tries.one_more(now);
            if tries.wrong >= NETWORK_FREE {
                tries.free_at = now + NETWORK_REFILL;
            }
        }
        Ok(())
    }

    /// The password was right after all.
    pub fn forgive(&self, account: &str, place: &Place) {
        let mut all = self.lock();
        all.by_account.remove(&(account.to_owned(), place.clone()));
        if let Some(tries) = all.by_network.get_mut(place) {
            tries.wrong = tries.wrong.saturating_sub(1);
            tries.free_at = tries.last;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tries {
    fn one_more(&mut self, now: i64) {
        self.wrong = self.wrong.saturating_add(1);
        self.last = now;
    }
}

fn must_wait_until(free_at: i64, now: i64) -> Result<(), Refusal> {
    if free_at <= now {
        return Ok(());
    }
    let left = (free_at - now + SECOND - 1) / SECOND;
    Err(Refusal::TooManyAttempts { retry_seconds: u32::try_from(left).unwrap_or(u32::MAX) })
}

fn delay(wrong: u32) -> i64 {
    let doublings = (wrong - FREE).min(10);
    (FIRST_DELAY << doublings).min(LONGEST_DELAY)
}

/// What is remembered of it, from now on at the latest; `None` when all that is remembered slows somebody down.
fn remembered<K: Clone + Eq + Hash>(all: &mut HashMap<K, Tries>, key: K, now: i64) -> Option<&mut Tries> {
    if !all.contains_key(&key) && all.len() >= REMEMBERED {
        all.retain(|_, tries| now - tries.last <= FORGOTTEN);
    }
    if !all.contains_key(&key) && all.len() >= REMEMBERED {
        let idle = all.iter().filter(|(_, tries)| tries.free_at <= now);
        let least = idle.min_by_key(|(_, tries)| (tries.wrong, tries.last)).map(|(key, _)| key.clone())?;
        all.remove(&least);
    }
    let tries = all.entry(key).or_default();
    if now - tries.last > FORGOTTEN {
        *tries = Tries::default();
    }
    Some(tries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Place {
        Place::of_address(address)
    }

    #[test]
    fn the_eleventh_try_waits_and_each_further_one_waits_longer() {
        let attempts = Attempts::new(true);
        for _ in 0..FREE {
            assert_eq!(attempts.begin("rui@x.io", &from("10.0.0.7"), 0), Ok(()));
        }
        let waits = |now| attempts.begin("rui@x.io", &from("10.0.0.7"), now);
        assert_eq!(waits(1_000), Err(Refusal::TooManyAttempts { retry_seconds: 29 }));
        assert_eq!(waits(30_000), Ok(()));
        assert_eq!(waits(30_000), Err(Refusal::TooManyAttempts { retry_seconds: 60 }));
        assert_eq!(attempts.begin("rui@x.io", &from("10.0.0.8"), 1_000), Ok(()));
        assert_eq!(attempts.begin("ana@x.io", &from("10.0.0.7"), 1_000), Ok(()));
        assert_eq!(waits(30_000 + FORGOTTEN + 1), Ok(()));
        assert_eq!(waits(30_000 + FORGOTTEN + 1), Ok(()));
    }

    #[test]
    fn one_household_is_one_place_and_memory_is_bounded() {
        assert_eq!(from("2001:db8:1:2::1"), from("2001:db8:1:2:ffff::9"));
        assert_ne!(from("2001:db8:1:2::1"), from("2001:db8:1:3::1"));
        assert_eq!(from("::ffff:10.0.0.7"), from("10.0.0.7"));
        let attempts = Attempts::new(true);
        for number in 0..REMEMBERED + 5 {
            attempts.begin("rui@x.io", &Place::Session(SessionId(number as u64)), number as i64).unwrap();
        }
        assert_eq!(attempts.lock().by_account.len(), REMEMBERED);
    }

    #[test]
    fn made_up_accounts_from_many_networks_do_not_free_the_one_that_waits() {
        let attempts = Attempts::new(true);
        for _ in 0..FREE {
            attempts.begin("rui@x.io", &from("10.0.0.7"), 0).unwrap();
        }
        for _ in 0..FREE - 1 {
            attempts.begin("ana@x.io", &from("10.0.0.7"), 0).unwrap();
        }
        for number in 0..REMEMBERED + 500 {
            let network = from(&format!("10.{}.{}.1", 1 + number / 250, number % 250));
            attempts.begin(&format!("{number}@x.io"), &network, 1_000).unwrap();
        }
        assert!(attempts.begin("rui@x.io", &from("10.0.0.7"), 1_000).is_err());
        attempts.begin("ana@x.io", &from("10.0.0.7"), 1_000).unwrap();
        assert!(attempts.begin("ana@x.io", &from("10.0.0.7"), 1_000).is_err(), "nine tries are not forgotten either");
    }

    #[test]
    fn a_network_has_a_budget_for_all_accounts_and_a_device_that_is_known_none() {
        let attempts = Attempts::new(true);
        let tried = (0..300).filter(|n| attempts.begin(&format!("{n}@x.io"), &from("10.0.0.7"), 0).is_ok()).count();
        assert_eq!(tried, NETWORK_FREE as usize);
        let waits = |now| attempts.begin("rui@x.io", &from("10.0.0.7"), now);
        assert_eq!(waits(0), Err(Refusal::TooManyAttempts { retry_seconds: 36 }));
        assert_eq!(attempts.begin("rui@x.io", &Place::Device([7; 8]), 0), Ok(()));
        assert_eq!(attempts.begin("rui@x.io", &from("10.0.0.8"), 0), Ok(()));
        assert_eq!((waits(NETWORK_REFILL), waits(NETWORK_REFILL).is_err()), (Ok(()), true));
        attempts.forgive("rui@x.io", &from("10.0.0.7"));
        assert_eq!(waits(NETWORK_REFILL), Ok(()), "a right password costs nothing");
    }
}
