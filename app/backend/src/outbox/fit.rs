//! Keeps letters within what relays take, and one letter's fault away from all others.
//!
//! What was held or missed is told in full, so nothing is cut here: what does not fit waits for the next letter.
//! A draft that panics or cannot be measured is the fault of one letter; the queue goes on without it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::draft::{Draft, draft};
use super::render::size;
use crate::Backend;
use crate::error::{Result, panic_message};
use crate::notices::Queued;
use crate::storage::Read;

/// Text and HTML of one letter; quoted-printable can make three of it, and small relays take a few megabytes.
pub(super) const LETTER_MOST: usize = 512 * 1024;

/// A letter to be, with the bytes it comes to.
pub(super) struct Fitting {
    pub draft: Draft,
    pub size: usize,
}

/// Drafts as many of the notices, oldest first, as fit one letter, and leaves the others out of `notices`. A single
/// one always fits: each text that people type has a bound.
pub(super) fn fitting(desk: &Backend, read: &dyn Read, notices: &mut Vec<Queued>, now: i64) -> Result<Option<Fitting>> {
    loop {
        let Some(draft) = draft(desk, read, notices)? else { return Ok(None) };
        let size = draft.letters.iter().map(|letter| size(letter, &draft.sender, &draft.zone, now)).sum();
        if size <= LETTER_MOST || notices.len() == 1 {
            return Ok(Some(Fitting { draft, size }));
        }
        notices.truncate(notices.len().div_ceil(2));
    }
}

/// Runs what makes one letter; a panic becomes its message.
pub(super) fn alone<T>(make: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(make)).map_err(|panic| panic_message(&*panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_over_one_letter_is_its_own() {
        let panicked = alone(|| -> i32 { panic!("Local time out of range") });
        assert_eq!(panicked, Err("Local time out of range".to_owned()));
        assert_eq!(alone(|| 7), Ok(7));
    }
}
