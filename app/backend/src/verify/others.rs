//! Rows that lead to other rows, and people who are named outside incidents: answers kept and sessions, audiences and
//! subscriptions, former numbers, planned work, timers that could not fire.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use domain::ids::PersonId;

use super::Verdict;
use crate::duty::{AbsenceRecord, OverrideRecord, RotationRecord};
use crate::error::Result;
use crate::incidents::idempotency;
use crate::people::{PersonRecord, Session};
use crate::planned::PlannedRecord;
use crate::search::SearchRecord;
use crate::services::ServiceRecord;
use crate::storage::{self, KeyParts, Order, Read, Table};
use crate::subscriptions;

pub(super) fn check(read: &dyn Read, verdict: &mut Verdict) -> Result<()> {
    each(read, Table::Idempotency, verdict, |key, value| {
        read.contains(Table::IdempotencyByExpiry, &idempotency::expiry_row(key, value)?)
    })?;
    each(read, Table::Sessions, verdict, |key, value| {
        let session: Session = storage::decode(value)?;
        let row = read.get(Table::SessionsByPerson, &session.index_key())?;
        Ok(row.as_deref() == Some(key) && exists(read, session.person)?)
    })?;
    each(read, Table::Subscriptions, verdict, |key, value| {
        let (row, person) = subscriptions::row_by_person(key)?;
        Ok(read.get(Table::SubscriptionsByPerson, &row)?.as_deref() == Some(value) && exists(read, person)?)
    })?;
    each(read, Table::AudienceMembers, verdict, |key, _| {
        let mut parts = KeyParts::of(key);
        let audience = parts.u64()?;
        Ok(read.contains(Table::Audiences, &audience.to_be_bytes())? && exists(read, PersonId(parts.u64()?))?)
    })?;
    each(read, Table::SavedSearches, verdict, |_, value| exists(read, storage::decode::<SearchRecord>(value)?.by))?;
    duty(read, verdict)?;
    each(read, Table::Escalations, verdict, |incident, _| read.contains(Table::Incidents, incident))?;
    each(read, Table::PushQueue, verdict, |key, _| {
        let push = crate::delivery::parse(key)?;
        read.contains(Table::Pushes, &push.to_be_bytes())
    })?;
    each(read, Table::FormerNumbers, verdict, |_, incident| read.contains(Table::Incidents, incident))?;
    each(read, Table::StuckTimers, verdict, |timer, _| read.contains(Table::Timers, timer))?;
    for (table, index) in [
        (Table::Idempotency, Table::IdempotencyByExpiry),
        (Table::Sessions, Table::SessionsByPerson),
        (Table::Subscriptions, Table::SubscriptionsByPerson),
    ] {
        let (expected, found) = (read.len(table)?, read.len(index)?);
        if expected != found {
            verdict.say(format!("table {} holds {found} rows, {expected} are due", index.name()));
        }
    }
    Ok(())
}

/// Its rows in the order of time and its timer, beside the service it is on.
pub(super) fn planned(read: &dyn Read, rows: &mut HashMap<Table, u64>, verdict: &mut Verdict) -> Result<()> {
    read.scan_each(Table::Planned, &[], &[], Order::Ascending, &mut |key, value| {
        let what = || format!("planned work {}", HEXLOWER.encode(key));
        let checked = storage::decode::<PlannedRecord>(value).and_then(|record| {
            for (table, key, value) in record.rows() {
                if read.get(table, &key)?.as_ref() != Some(&value) {
                    verdict.say(format!("{} has no right row in {}", what(), table.name()));
                }
                *rows.entry(table).or_default() += 1;
            }
            for service in &record.services {
                if ServiceRecord::find(read, *service)?.is_none() {
                    verdict.say(format!("{} is on a service that does not exist", what()));
                }
            }
            Ok(())
        });
        verdict.note(what, checked);
        true
    })
}

/// Asks of each row whether what it leads to is there.
/// Who is on duty when, and who is away.
fn duty(read: &dyn Read, verdict: &mut Verdict) -> Result<()> {
    each(read, Table::Rotations, verdict, |_, value| {
        let people = storage::decode::<RotationRecord>(value)?.people;
        people.into_iter().try_fold(true, |all, person| Ok(exists(read, person)? && all))
    })?;
    each(read, Table::DutyFeeds, verdict, |key, _| exists(read, PersonId(KeyParts::of(key).u64()?)))?;
    each(read, Table::AlertPrefs, verdict, |key, _| exists(read, PersonId(KeyParts::of(key).u64()?)))?;
    each(read, Table::DutyOverrides, verdict, |_, value| {
        let one: OverrideRecord = storage::decode(value)?;
        let named = one.person.map_or(Ok(true), |person| exists(read, person))?;
        Ok(named && read.contains(Table::Rotations, &one.rotation.0.to_be_bytes())?)
    })?;
    each(read, Table::Absences, verdict, |_, value| exists(read, storage::decode::<AbsenceRecord>(value)?.person))
}

fn each(
    read: &dyn Read,
    table: Table,
    verdict: &mut Verdict,
    mut is_right: impl FnMut(&[u8], &[u8]) -> Result<bool>,
) -> Result<()> {
    read.scan_each(table, &[], &[], Order::Ascending, &mut |key, value| {
        let what = || format!("a row of {}", table.name());
        match is_right(key, value) {
            Ok(true) => {}
            Ok(false) => verdict.say(format!("{} leads to what is not there", what())),
            Err(error) => verdict.note(what, Err(error)),
        }
        true
    })
}

fn exists(read: &dyn Read, person: PersonId) -> Result<bool> {
    Ok(PersonRecord::find(read, person)?.is_some())
}
