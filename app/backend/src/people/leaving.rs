//! What must be in order before somebody stops working on incidents: an administrator remains, their open incidents
//! have a new owner, and no restricted incident is left without an active member.

use domain::Refusal;
use domain::field::Problem;
use domain::ids::PersonId;
use domain::permissions::Who;
use domain::person::Role;

use super::{PersonRecord, with_account};
use crate::error::Result;
use crate::incidents::{hand_over, open_incidents_of_person, secure_members};
use crate::journal::{self, Fact};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

/// Refuses when `person` is the only administrator who can sign in.
pub(super) fn another_administrator_stays(read: &dyn Read, person: PersonId) -> Result<()> {
    let stays = with_account(read)?
        .iter()
        .any(|other| other.id != person && other.is_active() && other.role == Some(Role::Administrator));
    if stays { Ok(()) } else { Err(Refusal::LastAdministrator.into()) }
}

/// Asked before the change is stored. Who takes over must work on incidents.
pub(super) fn successor_is_named(read: &dyn Read, leaver: PersonId, successor: Option<PersonId>) -> Result<()> {
    let Some(successor) = successor else {
        let count = open_incidents_of_person(read, leaver)?.len();
        if count == 0 {
            return Ok(());
        }
        return Err(Refusal::OwnsIncidents { count: u32::try_from(count).unwrap_or(u32::MAX) }.into());
    };
    let known = PersonRecord::find(read, successor)?;
    if successor != leaver && known.is_some_and(|person| person.is_active_staff()) {
        Ok(())
    } else {
        Err(Refusal::field("new_owner", Problem::NotEligible).into())
    }
}

/// Done after the change is stored, in the same transaction.
pub(super) fn hand_everything_over(
    tx: &mut Tx<'_>,
    leaver: PersonId,
    successor: Option<PersonId>,
    by: Who,
    settings: &Settings,
) -> Result<()> {
    if let Some(successor) = successor {
        hand_over(tx, leaver, successor, by, settings)?;
    }
    for incident in secure_members(tx, leaver, by, settings)? {
        journal::record(tx, by, &Fact::MembersByLastResort { incident })?;
    }
    let mut stored = Settings::stored(tx)?;
    if stored.security_handlers.contains(&leaver) {
        stored.security_handlers.retain(|handler| *handler != leaver);
        if stored.security_handlers.is_empty() {
            stored.security_handlers.extend(successor);
        }
        stored.save(tx)?;
    }
    Ok(())
}
