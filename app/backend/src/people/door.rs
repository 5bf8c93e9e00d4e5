//! What the desk remembers in memory about people coming in: tries, letters asked for, sessions being touched.
//! All of it is bounded and may be lost at a restart.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use domain::ids::SessionId;

use super::attempts::Attempts;
use super::failures::Failures;
use super::letters_asked::LettersAsked;

/// Sessions whose "last seen" waits for the writer; others try again with their next request.
const TOUCHING_MOST: usize = 256;

#[derive(Debug)]
pub(crate) struct Door {
    pub attempts: Attempts,
    pub letters_asked: LettersAsked,
    pub failures: Failures,
    touching: Mutex<HashSet<SessionId>>,
}

impl Door {
    pub fn new(no_limits: bool) -> Self {
        Self {
            attempts: Attempts::new(!no_limits),
            letters_asked: LettersAsked::new(!no_limits),
            failures: Failures::default(),
            touching: Mutex::default(),
        }
    }

    /// False when it is being touched already, or too many are.
    pub fn begin_touching(&self, session: SessionId) -> bool {
        let mut touching = self.touching.lock().unwrap_or_else(PoisonError::into_inner);
        touching.len() < TOUCHING_MOST && touching.insert(session)
    }

    pub fn end_touching(&self, session: SessionId) {
        self.touching.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
    }
}
