//! A stored letter: its bytes, what the screen shows of it, and everything the relay ever answered.
//!
//! Its number begins with the instant of writing, so that tables of letters are in the order of time without
//! telling how many there are. A waiting letter has one row in the queue; a failed one is parked at the far end.

use domain::ids::{IncidentId, LetterId, PersonId};
use domain::view::letters::LetterState;
use serde::{Deserialize, Serialize};

use crate::delivery::{self, Lease, Turn};
use crate::error::{Error, Result};
use crate::incidents::announce_letters;
use crate::letters::Content;
use crate::notices::deliveries::{EntryOf, Standing, moved};
use crate::notices::{Notice, NoticeKind};
use crate::storage::fresh::number_at;
use crate::storage::{self, Key, Read, Record, Table, Tx};

/// Answers kept of one letter, the newest.
pub const ATTEMPTS_KEPT: usize = 20;
/// Where letters wait.
const QUEUE: Table = Table::LetterQueue;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterRecord {
    pub id: LetterId,
    /// `None` for somebody known only by address.
    pub recipient: Option<PersonId>,
    pub to_name: String,
    pub to: String,
    /// Several in a bundle, none for a letter about an account.
    pub incidents: Vec<IncidentId>,
    /// The entries of their timelines that it tells of.
    #[serde(default)]
    pub entries: Vec<EntryOf>,
    pub kind: NoticeKind,
    /// Who pressed for it, when somebody did.
    #[serde(default)]
    pub actor: Option<PersonId>,
    /// In the words of the footer.
    pub why: Vec<String>,
    pub subject: String,
    pub message_id: String,
    pub envelope_from: String,
    /// What it was written from, while nobody can have got it: until its first try ended with a verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// What it says, for the screen; without the link when that opens something. `None` once erased.
    #[serde(default)]
    pub content: Option<Content>,
    /// Exactly what is sent, in every attempt. Letters are ASCII. `None` once erased.
    pub bytes: Option<String>,
    pub secret: bool,
    pub created_at: i64,
    #[serde(default)]
    pub expires: Option<i64>,
    pub state: LetterState,
    /// Where its entries count it.
    #[serde(default)]
    pub counted: Standing,
    /// Attempts that reached a verdict about this letter.
    pub tries: u32,
    /// The first of them: how long a relay was away does not count.
    #[serde(default)]
    pub first_tried_at: Option<i64>,
    pub attempts: Vec<Attempt>,
    #[serde(default)]
    pub lease: Option<Lease>,
    /// Its place in the queue, if it has one.
    #[serde(default)]
    pub queued_for: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: i64,
    pub answer: String,
}

impl Record for LetterRecord {
    const TABLE: Table = Table::Letters;
    const VERSION: u8 = 1;
}

impl LetterRecord {
    pub fn find(read: &dyn Read, id: LetterId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    /// The first save; also writes the rows by which it is found.
    pub(super) fn insert(&self, tx: &mut Tx<'_>) -> Result<()> {
        for incident in &self.incidents {
            tx.put(Table::LettersByIncident, Key::new().u64(incident.0).u64(self.id.0).done(), []);
        }
        if let Some(person) = self.recipient {
            tx.put(Table::LettersByRecipient, Key::new().u64(person.0).u64(self.id.0).done(), []);
        }
        if let Some(due) = self.queued_for {
            delivery::enter(tx, QUEUE, due, self.id.0, self.lease);
        }
        if self.stands() == self.counted { tx.save(&self.id.0.to_be_bytes(), self) } else { self.clone().update(tx) }
    }

    /// Its place in the queue; whoever moves it calls `update` afterwards.
    pub(super) fn turn(&mut self) -> Turn<'_> {
        let Self { id, tries, first_tried_at, lease, queued_for, .. } = self;
        Turn { queue: QUEUE, id: id.0, tries, first_tried_at, lease, queued_for }
    }

    /// Neither sent nor shown any more; to whom, about what, why and with which answers stays.
    pub(super) fn erase(&mut self) {
        self.notices.clear();
        self.bytes = None;
        self.content = None;
    }

    /// Stores how it stands, and has its entries count it there.
    pub(super) fn update(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let stands = self.stands();
        if stands != self.counted {
            for incident in moved(tx, &self.entries, self.counted, stands)? {
                announce_letters(tx, incident)?;
            }
            self.counted = stands;
        }
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    pub(super) fn stands(&self) -> Standing {
        Standing::of(self.state, !self.attempts.is_empty())
    }

    /// Keeps an answer; the same words again only move its instant.
    pub(super) fn note(&mut self, at: i64, answer: &str) {
        match self.attempts.last_mut() {
            Some(last) if last.answer == answer => last.at = at,
            _ => self.attempts.push(Attempt { at, answer: answer.to_owned() }),
        }
        let surplus = self.attempts.len().saturating_sub(ATTEMPTS_KEPT);
        self.attempts.drain(..surplus);
    }
}

/// Numbers for the letters written at one instant. They count on from a random one, so that no two of a round are
/// the same; two rounds within one millisecond may meet, so whoever stores a letter looks.
#[derive(Debug)]
pub(super) struct Numbers {
    now: i64,
    next: u64,
}

impl Numbers {
    pub fn at(now: i64) -> Result<Self> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(Error::internal)?;
        Ok(Self { now, next: u64::from_le_bytes(random) })
    }

    pub fn draw(&mut self) -> LetterId {
        let random = self.next;
        self.next = self.next.wrapping_add(1);
        LetterId(number_at(self.now, random))
    }
}

/// The first `limit` letters whose attempt is due at `now`.
pub(super) fn due(read: &dyn Read, now: i64, limit: usize) -> Result<Vec<LetterId>> {
    delivery::due(read, QUEUE, now, limit).map(letters)
}

pub(super) fn next_due(read: &dyn Read) -> Result<Option<i64>> {
    delivery::next_due(read, QUEUE)
}

/// Letters that a process which is no more was sending, at most `limit`.
pub(super) fn orphans(read: &dyn Read, boot: u64, limit: usize) -> Result<Vec<LetterId>> {
    delivery::orphans(read, QUEUE, boot, limit).map(letters)
}

/// The failed ones, newest first.
pub(super) fn parked(read: &dyn Read, before: Option<LetterId>, limit: usize) -> Result<Vec<LetterId>> {
    delivery::parked(read, QUEUE, before.map(|id| id.0), limit).map(letters)
}

pub(super) fn count_parked(read: &dyn Read) -> Result<u64> {
    delivery::count_parked(read, QUEUE)
}

fn letters(numbers: Vec<u64>) -> Vec<LetterId> {
    numbers.into_iter().map(LetterId).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::storage::fresh::first_at;

    #[test]
    fn letters_of_one_instant_never_share_their_number() {
        let mut numbers = Numbers { now: 1_795_420_800_000, next: u64::MAX - 5_000 };
        let drawn: HashSet<u64> = (0..10_000).map(|_| numbers.draw().0).collect();
        assert_eq!(drawn.len(), 10_000);
        let (first, after) = (first_at(1_795_420_800_000), first_at(1_795_420_800_001));
        assert!(drawn.iter().all(|id| (first..after).contains(id)), "in the order of time");
    }
}
