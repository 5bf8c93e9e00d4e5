//! One thread per incident and recipient, for ever: its root, its newest letters, and the subject that was frozen
//! at the first of them (mail clients split a thread whose subject changes).

use domain::ids::{IncidentId, PersonId};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::mail::compose::{InThread, MessageId};
use crate::storage::{self, Key, Read, Record, Table, Tx};

/// Message-IDs kept of one thread: the root and the newest.
const KEPT: usize = 20;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::mail) struct ThreadRecord {
    subject: String,
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

    pub fn begin(subject: String, root: &MessageId) -> Self {
        Self { subject, ids: vec![root.as_str().to_owned()] }
    }

    #[must_use]
    pub fn grown(mut self, newest: &MessageId) -> Self {
        if self.ids.len() >= KEPT {
            self.ids.remove(1);
        }
        self.ids.push(newest.as_str().to_owned());
        self
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Where the next letter stands.
    pub fn next(&self) -> Option<InThread> {
        let references: Vec<_> = self.ids.iter().filter_map(|id| MessageId::parse(id)).collect();
        references.last().cloned().map(|previous| InThread { previous, references })
    }
}

fn key(person: PersonId, incident: IncidentId) -> Vec<u8> {
    Key::new().u64(person.0).u64(incident.0).done()
}
