//! The signed links of letters: who, and what the link's button stops. They can be made again at any time, so
//! nothing is stored for them, and a letter rendered twice carries the same link. The person's epoch of choices is
//! signed with them: raising it makes every earlier link void.

use data_encoding::BASE64URL_NOPAD;
use domain::ids::{IncidentId, PersonId, ServiceId};

use crate::Backend;
use crate::error::{Error, Result};
use crate::people::PersonRecord;

const PURPOSE: &str = "unsubscribe";
const SIGNATURE: usize = 16;
/// Kind, topic, person and signature in base 64.
const LENGTH: usize = (1 + 8 + 8 + SIGNATURE) * 4 / 3;

/// What a link stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Incident(IncidentId),
    Service(ServiceId),
    /// The letter at the start of a day.
    Morning,
    /// Everything that can be stopped.
    All,
}

impl Backend {
    /// For `/u/{token}` and `/subscriptions/{token}` in a letter to this person.
    pub fn unsubscribe_token(&self, person: PersonId, scope: Scope) -> String {
        let found = self.storage().read(|read| PersonRecord::find(read, person)).ok().flatten();
        self.unsubscribe_token_at(person, scope, found.map_or(0, |person| person.choice_epoch))
    }

    pub(crate) fn unsubscribe_token_at(&self, person: PersonId, scope: Scope, epoch: u32) -> String {
        let (kind, topic) = match scope {
            Scope::Incident(incident) => (b'i', incident.0),
            Scope::Service(service) => (b's', service.0),
            Scope::Morning => (b'm', 0),
            Scope::All => (b'a', 0),
        };
        let mut bytes = vec![kind];
        bytes.extend_from_slice(&topic.to_be_bytes());
        bytes.extend_from_slice(&person.0.to_be_bytes());
        let signature = match epoch {
            // Links sent before any were ever made void are signed without one.
            0 => self.keys().sign(PURPOSE, &[&bytes]),
            epoch => self.keys().sign(PURPOSE, &[&bytes, &epoch.to_be_bytes()]),
        };
        bytes.extend_from_slice(&signature[..SIGNATURE]);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// What is not one of ours does not exist.
    pub(crate) fn open_unsubscribe_token(&self, token: &str) -> Result<(PersonId, Scope)> {
        let found = if token.len() == LENGTH { parse(token) } else { None };
        let (person, scope) = found.ok_or(Error::NotFound)?;
        let ours = self.unsubscribe_token(person, scope);
        if bool::from(subtle::ConstantTimeEq::ct_eq(ours.as_bytes(), token.as_bytes())) {
            Ok((person, scope))
        } else {
            Err(Error::NotFound)
        }
    }
}

fn parse(token: &str) -> Option<(PersonId, Scope)> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let (kind, rest) = bytes.split_first()?;
    let (topic, rest) = rest.split_first_chunk::<8>()?;
    let (person, _) = rest.split_first_chunk::<8>()?;
    let topic = u64::from_be_bytes(*topic);
    let scope = match kind {
        b'i' => Scope::Incident(IncidentId(topic)),
        b's' => Scope::Service(ServiceId(topic)),
        b'm' => Scope::Morning,
        b'a' => Scope::All,
        _ => return None,
    };
    Some((PersonId(u64::from_be_bytes(*person)), scope))
}
