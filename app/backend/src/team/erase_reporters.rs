//! A daily job: erases who reported, long after what they reported has ended: name, address and every other way to reach them, in
//! their record and in the letters kept. The timeline names persons by id only, so its chain is not touched and the
//! incidents stay as they were; the person is "somebody" from then on.
//!
//! Who has an account, is told things as a stakeholder or subscribed to a service is no mere reporter and stays.

use domain::ids::{IncidentId, LetterId, PersonId};
use domain::permissions::{Task, Who};

use crate::Backend;
use crate::audiences::audiences_of;
use crate::error::{Error, Result};
use crate::incidents::{find, incidents_of_person};
use crate::journal::{self, Fact};
use crate::outbox::{erase_in_letter, letters_naming};
use crate::people::{PersonRecord, PersonState};
use crate::retention::REPORTERS;
use crate::storage::{self, Order, Read, Table, Tx};
use crate::subscriptions::{Choice, choices_of};

/// A reporter whose time is over, with the letters that still say who they were.
struct Due {
    person: PersonId,
    letters: Vec<LetterId>,
}

impl Backend {
    /// Answers how many people were erased.
    pub async fn erase_reporters(&self) -> Result<u64> {
        let desk = self.clone();
        let looked = tokio::task::spawn_blocking(move || desk.reporters_due());
        let due = looked.await.map_err(Error::internal)??;
        let mut erased = 0;
        for Due { person, letters } in due {
            let erase = move |tx: &mut Tx<'_>| erase(tx, person, &letters);
            erased += u64::from(self.storage().write_background(erase).await?);
        }
        if erased > 0 {
            let fact = Fact::ReportersErased { people: erased };
            self.storage().write_background(move |tx| journal::record(tx, Who::Task(Task::Timers), &fact)).await?;
        }
        Ok(erased)
    }

    /// Looked for on a snapshot, so that nobody who writes waits for it.
    fn reporters_due(&self) -> Result<Vec<Due>> {
        let until = self.storage().now() - REPORTERS;
        self.storage().read(|read| {
            let mut old = Vec::new();
            let mut broken = None;
            read.scan_each(Table::Persons, &[], &[], Order::Ascending, &mut |_, value| {
                match storage::decode::<PersonRecord>(value) {
                    Ok(person) if person.created_at <= until && may_be_erased(&person) => old.push(person),
                    Ok(_) => {}
                    Err(error) => broken = Some(error),
                }
                broken.is_none()
            })?;
            broken.map_or(Ok(()), Err)?;
            let mut due = Vec::new();
            for person in old {
                if let Some(reported) = ended_before(read, &person, until)? {
                    due.push(Due { person: person.id, letters: letters_naming(read, &person, &reported)? });
                }
            }
            Ok(due)
        })
    }
}

/// Asked again in the transaction: they may have reported a moment ago.
fn erase(tx: &mut Tx<'_>, person: PersonId, letters: &[LetterId]) -> Result<bool> {
    let until = tx.now() - REPORTERS;
    let Some(mut person) = PersonRecord::find(tx, person)?.filter(may_be_erased) else { return Ok(false) };
    if ended_before(tx, &person, until)?.is_none() {
        return Ok(false);
    }
    for letter in letters {
        erase_in_letter(tx, *letter, &person)?;
    }
    person.name.clear();
    person.contacts.clear();
    (person.email, person.contact, person.zone, person.last_seen) = (None, None, None, None);
    person.address_confirmed = false;
    person.save(tx)?;
    Ok(true)
}

fn may_be_erased(person: &PersonRecord) -> bool {
    let reached = person.email.is_some() || person.contact.is_some() || !person.contacts.is_empty();
    (reached || !person.name.is_empty()) && person.state == PersonState::NoAccount && person.role.is_none()
}

/// The incidents of a mere reporter, when all of them ended before that instant.
fn ended_before(read: &dyn Read, person: &PersonRecord, until: i64) -> Result<Option<Vec<IncidentId>>> {
    let incidents = incidents_of_person(read, person.id)?;
    for incident in &incidents {
        let ended = find(read, *incident)?.and_then(|incident| incident.ended_at);
        if ended.is_none_or(|ended| ended.0 > until) {
            return Ok(None);
        }
    }
    let wants_letters = choices_of(read, person.id)?.iter().any(|(_, choice)| *choice == Choice::Subscribed);
    let reported = !incidents.is_empty() && !wants_letters && audiences_of(read, person.id)?.is_empty();
    Ok(reported.then_some(incidents))
}
