//! What was written before the relay went away, and was handed to nobody since, is merged with what was queued
//! meanwhile: the letter is taken back, and its notices wait with the others for one letter to its reader. One that may
//! have been handed over stays what it is, to the last byte.

use std::collections::HashMap;

use domain::ids::{IncidentId, LetterId, PersonId};
use domain::view::letters::LetterState;

use super::record::LetterRecord;
use super::thread::ThreadRecord;
use crate::error::Result;
use crate::incidents::{announce_letters, find};
use crate::notices::deliveries::{Standing, moved};
use crate::notices::{Recipient, of_incident, requeue};
use crate::storage::{Key, Read, Table, Tx};

type Thread = (PersonId, IncidentId);

/// Takes back those of these due letters that have something to be merged with.
pub(super) fn rejoin(tx: &mut Tx<'_>, due: &[LetterId]) -> Result<()> {
    let mut threads: HashMap<Thread, Vec<LetterRecord>> = HashMap::new();
    for id in due {
        let Some(record) = LetterRecord::find(tx, *id)? else { continue };
        if let Some(thread) = unsent_of(&record) {
            threads.entry(thread).or_default().push(record);
        }
    }
    for ((person, incident), letters) in threads {
        if letters.len() > 1 || others_wait(tx, person, incident)? {
            for letter in letters {
                unwrite(tx, &letter, person, incident)?;
            }
        }
    }
    Ok(())
}

/// Whose letter about what it is, when nobody can have got it.
fn unsent_of(record: &LetterRecord) -> Option<Thread> {
    // One that is still being sent was forgotten by whoever sent it.
    let never_sent = record.tries == 0 && !record.notices.is_empty() && record.state != LetterState::Sending;
    match (record.recipient, record.incidents.as_slice()) {
        (Some(person), [incident]) if never_sent => Some((person, *incident)),
        _ => None,
    }
}

fn others_wait(read: &dyn Read, person: PersonId, incident: IncidentId) -> Result<bool> {
    let waiting = of_incident(read, incident)?;
    Ok(waiting.iter().any(|queued| queued.notice.recipient == Recipient::Person(person)))
}

fn unwrite(tx: &mut Tx<'_>, letter: &LetterRecord, person: PersonId, incident: IncidentId) -> Result<()> {
    for changed in moved(tx, &letter.entries, letter.counted, Standing::Waiting)? {
        announce_letters(tx, changed)?;
    }
    letter.remove(tx);
    for notice in &letter.notices {
        requeue(tx, notice)?;
    }
    // Its thread never saw it.
    let duplicates = find(tx, incident)?.map(|found| found.duplicates).unwrap_or_default();
    for of in [incident].into_iter().chain(duplicates) {
        if let Some(thread) = ThreadRecord::find(tx, person, of)? {
            thread.without(&letter.message_id).store(tx, person, of)?;
        }
    }
    Ok(())
}

impl LetterRecord {
    /// As if it had never been written.
    fn remove(&self, tx: &mut Tx<'_>) {
        for incident in &self.incidents {
            tx.delete(Table::LettersByIncident, Key::new().u64(incident.0).u64(self.id.0).done());
        }
        if let Some(person) = self.recipient {
            tx.delete(Table::LettersByRecipient, Key::new().u64(person.0).u64(self.id.0).done());
        }
        self.clone().turn().drop_out(tx);
        tx.delete(Table::Letters, self.id.0.to_be_bytes());
    }
}
