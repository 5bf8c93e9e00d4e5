//! Bounds the letters that anybody can make us send by typing an address: reset and sign-in links.
//! Beyond the bound the answer on screen stays the same and no letter goes out.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::time::HOUR;

/// Letters to one address in an hour.
const IN_AN_HOUR: usize = 3;
/// Addresses remembered; beyond that the one asked for longest ago is forgotten, so that a flood of made-up addresses
/// keeps no letter from anybody. How often one network may ask is bounded where networks are known.
const REMEMBERED: usize = 5_000;

#[derive(Debug)]
pub(crate) struct LettersAsked {
    on: bool,
    sent: Mutex<HashMap<String, Vec<i64>>>,
}

impl LettersAsked {
    pub fn new(on: bool) -> Self {
        Self { on, sent: Mutex::default() }
    }

    /// Whether one more may go to this folded address now; if so it is counted.
    pub fn one_more(&self, address: &str, now: i64) -> bool {
        if !self.on {
            return true;
        }
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if !sent.contains_key(address) && sent.len() >= REMEMBERED {
            let quiet_longest = sent.iter().min_by_key(|(_, instants)| instants.last().copied());
            if let Some(address) = quiet_longest.map(|(address, _)| address.clone()) {
                sent.remove(&address);
            }
        }
        let instants = sent.entry(address.to_owned()).or_default();
        instants.retain(|at| now - at < HOUR);
        if instants.len() >= IN_AN_HOUR {
            return false;
        }
        instants.push(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_letters_an_hour_reach_one_address() {
        let asked = LettersAsked::new(true);
        let granted = (0..5).filter(|_| asked.one_more("ana@x.io", 0)).count();
        assert_eq!(granted, IN_AN_HOUR);
        assert!(asked.one_more("rui@x.io", 0));
        assert!(asked.one_more("ana@x.io", HOUR));
    }

    #[test]
    fn five_thousand_made_up_addresses_keep_no_letter_from_rui() {
        let asked = LettersAsked::new(true);
        for number in 0..2 * REMEMBERED {
            asked.one_more(&format!("{number}@x.io"), 0);
        }
        assert!(asked.one_more("rui@x.io", 1));
        assert!(asked.sent.lock().unwrap().len() <= REMEMBERED);
    }
}
