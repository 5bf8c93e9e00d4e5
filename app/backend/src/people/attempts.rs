//! Slows down guessing. Ten wrong passwords for one account from one place are free; after that each try has to
//! wait, longer each time. Another network, or a browser that is signed in already, is another place, so nobody
//! can lock a person out of their own account from afar. Every door that checks a password asks here first.

use std::collections::HashMap;
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
/// Accounts and places remembered; beyond that the ones quiet for longest are forgotten.
const REMEMBERED: usize = 10_000;

/// Where a password is tried from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// An IPv4 address or an IPv6 /64: one household gets a whole /64.
    Network(IpAddr),
    /// The address could not be read.
    Nowhere,
    Session(SessionId),
    /// Whoever holds a link that was mailed to them.
    Link(String),
    /// The machine itself.
    Desk,
}

#[derive(Debug)]
pub(crate) struct Attempts {
    on: bool,
    tries: Mutex<HashMap<Key, Tries>>,
}

/// The account by its folded address, known or not.
type Key = (String, Place);

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
        if !all.contains_key(&key) {
            make_room(&mut all, now);
        }
        let tries = all.entry(key).or_default();
        if now - tries.last > FORGOTTEN {
            *tries = Tries::default();
        }
        if tries.free_at > now {
            let left = (tries.free_at - now + SECOND - 1) / SECOND;
            return Err(Refusal::TooManyAttempts { retry_seconds: u32::try_from(left).unwrap_or(u32::MAX) });
        }
        tries.wrong = tries.wrong.saturating_add(1);
        tries.last = now;
        if tries.wrong >= FREE {
            tries.free_at = now + delay(tries.wrong);
        }
        Ok(())
    }

    /// The password was right after all.
    pub fn forgive(&self, account: &str, place: &Place) {
        self.lock().remove(&(account.to_owned(), place.clone()));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Tries>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn delay(wrong: u32) -> i64 {
    let doublings = (wrong - FREE).min(10);
    (FIRST_DELAY << doublings).min(LONGEST_DELAY)
}

fn make_room(all: &mut HashMap<Key, Tries>, now: i64) {
    if all.len() < REMEMBERED {
        return;
    }
    all.retain(|_, tries| now - tries.last <= FORGOTTEN);
    while all.len() >= REMEMBERED {
        let Some(quietest) = all.iter().min_by_key(|(_, tries)| tries.last).map(|(key, _)| key.clone()) else { return };
        all.remove(&quietest);
    }
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
            attempts.begin(&format!("{number}@x.io"), &Place::Nowhere, number as i64).unwrap();
        }
        assert_eq!(attempts.lock().len(), REMEMBERED);
    }
}
