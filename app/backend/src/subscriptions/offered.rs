//! Which services somebody may subscribe to, and subscribing.

use std::collections::BTreeSet;

use domain::Refusal;
use domain::field::Problem;
use domain::ids::{PersonId, ServiceId};

use super::{Choice, SUBSCRIBERS_MOST, Topic, put, subscribers_of};
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::{Read, Tx};

/// The services behind ids that were typed, each once, by name; one that is not offered (any more) is a refusal.
pub(crate) fn offered(read: &dyn Read, typed: &[String]) -> Result<Vec<ServiceRecord>> {
    let all = ServiceRecord::all(read)?;
    let mut ids = BTreeSet::new();
    for id in typed.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
        let found = id.parse::<ServiceId>().ok().filter(|id| all.iter().any(|s| s.id == *id && !s.retired));
        ids.insert(found.ok_or_else(|| Refusal::field("services", Problem::Unknown))?);
    }
    Ok(all.into_iter().filter(|service| ids.contains(&service.id)).collect())
}

/// The one place where somebody becomes a subscriber.
pub(crate) fn subscribe(tx: &mut Tx<'_>, person: PersonId, service: ServiceId) -> Result<()> {
    let now = subscribers_of(tx, service)?.len();
    if now >= SUBSCRIBERS_MOST {
        return Err(Refusal::field("services", Problem::TooMany { most: SUBSCRIBERS_MOST, now: now + 1 }).into());
    }
    put(tx, person, Topic::Service(service), Choice::Subscribed)
}
