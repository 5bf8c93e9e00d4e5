//! The stored choices: (topic, person) and (person, topic), always written together.

use domain::ids::{IncidentId, PersonId, ServiceId};
use serde::{Deserialize, Serialize};

use super::{CHOICES_MOST, SUBSCRIBERS_MOST};
use crate::error::{Error, Result};
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

/// What a choice is about. "Everything" is no topic: it stands on the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Service(ServiceId),
    Incident(IncidentId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Wants letters about it. Only services can be subscribed to; incidents are followed.
    Subscribed,
    /// Wants no more letters about it, also not through an audience.
    Stopped,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ChoiceRecord {
    choice: Choice,
    at: i64,
}

impl Record for ChoiceRecord {
    const TABLE: Table = Table::Subscriptions;
    const VERSION: u8 = 1;
}

impl Topic {
    const SERVICE: u8 = b's';
    const INCIDENT: u8 = b'i';

    fn onto(self, key: Key) -> Key {
        match self {
            Self::Service(service) => key.byte(Self::SERVICE).u64(service.0),
            Self::Incident(incident) => key.byte(Self::INCIDENT).u64(incident.0),
        }
    }

    fn from(parts: &mut KeyParts<'_>) -> Result<Self> {
        match (parts.byte()?, parts.u64()?) {
            (Self::SERVICE, id) => Ok(Self::Service(ServiceId(id))),
            (Self::INCIDENT, id) => Ok(Self::Incident(IncidentId(id))),
            (kind, _) => Err(Error::Storage(format!("a subscription has the unknown kind {kind}"))),
        }
    }

    fn key(self, person: PersonId) -> Vec<u8> {
        self.onto(Key::new()).u64(person.0).done()
    }

    fn key_by_person(self, person: PersonId) -> Vec<u8> {
        self.onto(Key::new().u64(person.0)).done()
    }
}

pub fn choice_of(read: &dyn Read, person: PersonId, topic: Topic) -> Result<Option<Choice>> {
    Ok(storage::load::<ChoiceRecord>(read, &topic.key(person))?.map(|record| record.choice))
}

/// Everything one person chose, in the order of topics.
pub fn choices_of(read: &dyn Read, person: PersonId) -> Result<Vec<(Topic, Choice)>> {
    let prefix = Key::new().u64(person.0).done();
    let rows = read.scan_prefix(Table::SubscriptionsByPerson, &prefix, Order::Ascending, CHOICES_MOST)?;
    rows.iter()
        .map(|(key, value)| {
            let mut parts = KeyParts::of(key);
            parts.u64()?;
            Ok((Topic::from(&mut parts)?, storage::decode::<ChoiceRecord>(value)?.choice))
        })
        .collect()
}

/// Who subscribed to a service, in the order of ids.
pub fn subscribers_of(read: &dyn Read, service: ServiceId) -> Result<Vec<PersonId>> {
    let prefix = Topic::Service(service).onto(Key::new()).done();
    let rows = read.scan_prefix(Table::Subscriptions, &prefix, Order::Ascending, SUBSCRIBERS_MOST)?;
    let mut people = Vec::new();
    for (key, value) in &rows {
        if storage::decode::<ChoiceRecord>(value)?.choice == Choice::Subscribed {
            let mut parts = KeyParts::of(key);
            Topic::from(&mut parts)?;
            people.push(PersonId(parts.u64()?));
        }
    }
    Ok(people)
}

/// Records a choice; the same choice again keeps its first instant.
pub fn put(tx: &mut Tx<'_>, person: PersonId, topic: Topic, choice: Choice) -> Result<()> {
    if choice_of(tx, person, topic)? == Some(choice) {
        return Ok(());
    }
    let value = storage::encode(&ChoiceRecord { choice, at: tx.now() })?;
    tx.put(Table::Subscriptions, topic.key(person), value.clone());
    tx.put(Table::SubscriptionsByPerson, topic.key_by_person(person), value);
    Ok(())
}

/// The row of the same choice that is found by person, and the person, as `verify` expects them.
pub(crate) fn row_by_person(key: &[u8]) -> Result<(Vec<u8>, PersonId)> {
    let mut parts = KeyParts::of(key);
    let topic = Topic::from(&mut parts)?;
    let person = PersonId(parts.u64()?);
    Ok((topic.key_by_person(person), person))
}

/// Takes a choice away: neither wanted nor stopped.
pub fn forget(tx: &mut Tx<'_>, person: PersonId, topic: Topic) {
    tx.delete(Table::Subscriptions, topic.key(person));
    tx.delete(Table::SubscriptionsByPerson, topic.key_by_person(person));
}
