//! Why the whole queue waits. Stored, so that screens and a restart know it, and so that whoever tries the settings
//! they save can say what came of it.

use serde::{Deserialize, Serialize};

use domain::time::{MINUTE, SECOND};

use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"mail_trouble";
/// One letter is tried this often while the relay does not answer.
const PROBE_UNREACHABLE: i64 = 30 * SECOND;
/// Wrong passwords are not repeated often: relays lock accounts.
const PROBE_REFUSED: i64 = 5 * MINUTE;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub since: i64,
    pub answer: String,
    /// A setting is wrong; somebody must act. Otherwise the relay is away and may come back.
    pub needs_hands: bool,
}

impl Record for Trouble {
    const TABLE: Table = Table::Settings;
    const VERSION: u8 = 1;
}

impl Trouble {
    /// The trouble this outcome is, if it is one of the whole queue.
    pub(crate) fn of(outcome: &Outcome, now: i64) -> Option<Self> {
        let needs_hands = match outcome {
            Outcome::QueueTrouble { .. } => true,
            Outcome::Unreachable { .. } => false,
            Outcome::Accepted { .. } | Outcome::Kept { .. } | Outcome::Deferred { .. } | Outcome::Refused { .. } => {
                return None;
            }
        };
        Some(Self { since: now, answer: outcome.answer().to_owned(), needs_hands })
    }

    pub(crate) fn probe_interval(&self) -> i64 {
        if self.needs_hands { PROBE_REFUSED } else { PROBE_UNREACHABLE }
    }

    /// What a trial of the settings came to.
    pub(crate) fn note(tx: &mut Tx<'_>, outcome: &Outcome) -> Result<()> {
        if let Some(trouble) = Self::of(outcome, tx.now()) {
            trouble.save(tx)?;
            tx.wake_outbox();
        }
        Ok(())
    }

    /// Other settings: what was wrong with the ones before says nothing of them.
    pub(crate) fn forget(tx: &mut Tx<'_>) {
        Self::clear(tx);
        tx.wake_outbox();
    }

    pub(crate) fn find(read: &dyn Read) -> Result<Option<Self>> {
        storage::load(read, KEY)
    }

    /// The first instant of a trouble that goes on is kept.
    pub(crate) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        let since = Self::find(tx)?.map_or(self.since, |before| before.since);
        tx.save(KEY, &Self { since, ..self.clone() })
    }

    pub(crate) fn clear(tx: &mut Tx<'_>) {
        tx.delete(Table::Settings, KEY);
    }
}

/// No letter goes out now.
pub fn is_paused(read: &dyn Read) -> Result<bool> {
    Ok(Trouble::find(read)?.is_some())
}
