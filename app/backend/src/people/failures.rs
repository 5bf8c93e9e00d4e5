//! Failed sign-ins that the journal keeps. It is for ever, so that a stranger who tries for days must not be able to
//! fill it: an hour keeps so many of one account, and of addresses nobody has; the rest are in the log of the process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::ids::PersonId;
use domain::time::HOUR;

/// Noted of one account in an hour, and of all addresses nobody has together.
pub(crate) const FAILURES_NOTED: u32 = 20;

#[derive(Debug, Default)]
pub(crate) struct Failures {
    hour: Mutex<(i64, HashMap<Option<PersonId>, u32>)>,
}

impl Failures {
    /// Whether one more is noted. There is one count per account at most, so memory is bounded by those.
    pub fn one_more(&self, person: Option<PersonId>, now: i64) -> bool {
        let mut hour = self.hour.lock().unwrap_or_else(PoisonError::into_inner);
        if hour.0 != now.div_euclid(HOUR) {
            *hour = (now.div_euclid(HOUR), HashMap::new());
        }
        let count = hour.1.entry(person).or_insert(0);
        *count = count.saturating_add(1);
        *count <= FAILURES_NOTED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_addresses_do_not_fill_the_journal_and_hide_nothing_of_ruis_account() {
        let failures = Failures::default();
        let noted = |person, now| (0..1_000).filter(|_| failures.one_more(person, now)).count();
        assert_eq!(noted(None, 0), FAILURES_NOTED as usize);
        assert_eq!(noted(Some(PersonId(1)), 0), FAILURES_NOTED as usize);
        assert_eq!(noted(None, HOUR), FAILURES_NOTED as usize, "an hour later");
    }
}
