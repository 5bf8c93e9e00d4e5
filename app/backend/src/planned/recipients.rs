//! Who is told of planned work, and why: the members of an audience, and for everyone affected who subscribed to one of
//! its services. Who stopped all letters, or those of each of its services, is told nothing.

use std::collections::{BTreeMap, BTreeSet};

use domain::audience::{AudienceKind, RecipientReason};
use domain::ids::{AudienceId, PersonId};

use super::PlannedRecord;
use crate::audiences::{AudienceRecord, by_themselves, may_be_written_to, members_of};
use crate::error::Result;
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::subscriptions::{Choice, Topic, choice_of, subscribers_of};

pub(super) type Reasons = BTreeMap<PersonId, BTreeSet<RecipientReason>>;

/// Each person once, however many audiences they are in. An audience that is gone reaches nobody.
pub(super) fn recipients(read: &dyn Read, planned: &PlannedRecord, audiences: &[AudienceId]) -> Result<Reasons> {
    let mut all = Reasons::new();
    for id in audiences {
        let Some(audience) = AudienceRecord::find(read, *id)? else { continue };
        for person in members_of(read, audience.id)? {
            all.entry(person).or_default().insert(RecipientReason::Audience(audience.name.clone()));
        }
        for (person, reason) in by_themselves(read, &audience, &planned.services.iter().copied().collect())? {
            all.entry(person).or_default().insert(reason);
        }
        if audience.kind == AudienceKind::Affected {
            subscribers(read, planned, &mut all)?;
        }
    }
    let settings = Settings::stored(read)?;
    let mut told = Reasons::new();
    for (id, reasons) in all {
        let person = PersonRecord::find(read, id)?;
        let subscribed_only = reasons.iter().all(|reason| matches!(reason, RecipientReason::Service(_)));
        let written_to = person.is_some_and(|person| {
            let wanted = !subscribed_only || person.wishes.planned;
            may_be_written_to(&person, &settings) && !person.stopped_all && wanted
        });
        if written_to && still_wants(read, id, planned)? {
            told.insert(id, reasons);
        }
    }
    Ok(told)
}

fn subscribers(read: &dyn Read, planned: &PlannedRecord, all: &mut Reasons) -> Result<()> {
    for service in &planned.services {
        let Some(record) = ServiceRecord::find(read, *service)? else { continue };
        for person in subscribers_of(read, *service)? {
            all.entry(person).or_default().insert(RecipientReason::Service(record.name.clone()));
        }
    }
    Ok(())
}

/// Unless they stopped the letters of each service it is on.
pub(crate) fn still_wants(read: &dyn Read, person: PersonId, planned: &PlannedRecord) -> Result<bool> {
    for service in &planned.services {
        if choice_of(read, person, Topic::Service(*service))? != Some(Choice::Stopped) {
            return Ok(true);
        }
    }
    Ok(false)
}
