//! How many streams are open, in all and per person. Browsers open at most six
//! connections to one host, so more than six are no tabs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::PersonId;

pub const MOST_STREAMS: usize = 1_000;
pub const MOST_PER_PERSON: usize = 6;

pub struct Streams {
    limits_on: bool,
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    all: usize,
    by_person: HashMap<PersonId, usize>,
}

/// Held as long as the stream lives.
pub struct Seat {
    open: Arc<Mutex<Open>>,
    person: PersonId,
}

impl Streams {
    pub fn new(limits_on: bool) -> Self {
        Self { limits_on, open: Arc::default() }
    }

    pub fn take(&self, person: PersonId) -> Option<Seat> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = open.by_person.get(&person).copied().unwrap_or_default();
        if open.all >= MOST_STREAMS || (self.limits_on && theirs >= MOST_PER_PERSON) {
            return None;
        }
        open.all += 1;
        open.by_person.insert(person, theirs + 1);
        Some(Seat { open: Arc::clone(&self.open), person })
    }

    pub fn count(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        if let Some(count) = open.by_person.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.by_person.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seventh_tab_of_rui_waits_until_one_is_closed() {
        let streams = Streams::new(true);
        let rui = PersonId(7);
        let mut tabs: Vec<Seat> = (0..6).filter_map(|_| streams.take(rui)).collect();
        assert_eq!(tabs.len(), 6);
        assert!(streams.take(rui).is_none());
        assert!(streams.take(PersonId(8)).is_some());
        tabs.pop();
        assert!(streams.take(rui).is_some());
    }

    #[test]
    fn the_house_holds_a_thousand_streams_even_without_limits() {
        let streams = Streams::new(false);
        let open: Vec<Seat> = (0..1_100).filter_map(|_| streams.take(PersonId(1))).collect();
        assert_eq!(open.len(), MOST_STREAMS);
        drop(open);
        assert_eq!(streams.count(), 0);
    }
}
