//! One thread per incident and recipient, for ever: its root, its newest letters, and the subject that was frozen
//! at the first of them (mail clients split a thread whose subject changes). One that was frozen without words is
//! mended once.

use domain::ids::{IncidentId, PersonId};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::mail::compose::{InThread, MessageId};
use crate::storage::{self, Key, Read, Record, Table, Tx};

/// Message-IDs kept of one thread: the root and the newest.
const KEPT: usize = 20;

/// How subjects without words ended before they were marked.
const WORDLESS: &str = "] An incident";

/// A subject, and whether it lacks the words that may still come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frozen {
    pub text: String,
    pub wordless: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ThreadRecord {
    subject: String,
    /// The subject was frozen while nobody had words for it.
    #[serde(default)]
    wordless: bool,
    /// From the root to the newest; never empty.
    ids: Vec<String>,
}

impl Record for ThreadRecord {
    const TABLE: Table = Table::Threads;
    const VERSION: u8 = 1;
}

impl ThreadRecord {
    pub fn find(read: &dyn Read, person: PersonId, incident: IncidentId) -> Result<Option<Self>> {
        storage::load(read, &key(person, incident))
    }

    pub fn save(&self, tx: &mut Tx<'_>, person: PersonId, incident: IncidentId) -> Result<()> {
        tx.save(&key(person, incident), self)
    }

    pub fn begin(subject: Frozen, root: &MessageId) -> Self {
        Self { subject: subject.text, wordless: subject.wordless, ids: vec![root.as_str().to_owned()] }
    }

    #[must_use]
    pub fn grown(mut self, subject: Frozen, newest: &MessageId) -> Self {
        if self.ids.len() >= KEPT {
            self.ids.remove(1);
        }
        self.ids.push(newest.as_str().to_owned());
        Self { subject: subject.text, wordless: subject.wordless, ids: self.ids }
    }

    /// The thread before a letter that nobody got.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        self.ids.retain(|known| known != id);
        self
    }

    /// A thread without a letter is none.
    pub fn store(&self, tx: &mut Tx<'_>, person: PersonId, incident: IncidentId) -> Result<()> {
        if self.ids.is_empty() {
            tx.delete(Table::Threads, key(person, incident));
            return Ok(());
        }
        self.save(tx, person, incident)
    }

    /// The subject of the next letter, whose own would be `own`: what it was, unless that has no words and this has.
    pub fn subject(&self, own: Frozen) -> Frozen {
        let kept = Frozen { text: self.subject.clone(), wordless: self.wordless || self.subject.ends_with(WORDLESS) };
        if kept.wordless && !own.wordless { own } else { kept }
    }

    /// Where the next letter stands.
    pub fn next(&self) -> Option<InThread> {
        let references: Vec<_> = self.ids.iter().filter_map(|id| MessageId::parse(id)).collect();
        references.last().cloned().map(|previous| InThread { previous, references })
    }
}

/// Whether they ever had a letter about it.
pub(crate) fn had_letters(read: &dyn Read, person: PersonId, incident: IncidentId) -> Result<bool> {
    Ok(ThreadRecord::find(read, person, incident)?.is_some())
}

fn key(person: PersonId, incident: IncidentId) -> Vec<u8> {
    Key::new().u64(person.0).u64(incident.0).done()
}
