//! What must be in order before somebody stops working on incidents: an administrator remains, their open incidents
//! have a new owner, and no restricted incident is left without an active member.

use domain::Refusal;
use domain::field::Problem;
use domain::ids::PersonId;
use domain::permissions::{Action, Actor, Object, Relation, Section, Who, permits};
use domain::person::Role;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{HANDED_OVER_MOST, find, hand_over, open_incidents_of_person, open_roles, secure_members};
use crate::journal::{self, Fact};
use crate::people::{PersonRecord, active_staff, confirm_password};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

/// Refuses when `person` is the only administrator who can sign in.
pub(super) fn another_administrator_stays(read: &dyn Read, person: PersonId) -> Result<()> {
    let staff = active_staff(read)?;
    let stays = staff.iter().any(|other| other.id != person && other.role == Some(Role::Administrator));
    if stays { Ok(()) } else { Err(Refusal::LastAdministrator.into()) }
}

/// Asked before the change is stored. Who takes over must work on incidents. What whoever asks may not see is not
/// counted and needs no successor: it is left to its members.
pub(super) fn successor_is_named(
    read: &dyn Read,
    asking: &Actor,
    leaver: PersonId,
    successor: Option<PersonId>,
) -> Result<()> {
    let Some(successor) = successor else {
        return match open_for(read, asking, leaver)? {
            0 => Ok(()),
            count => Err(Refusal::OwnsIncidents { count }.into()),
        };
    };
    let known = PersonRecord::find(read, successor)?;
    if successor != leaver && known.is_some_and(|person| person.is_active_staff()) {
        Ok(())
    } else {
        Err(Refusal::field("new_owner", Problem::NotEligible).into())
    }
}

/// Open incidents the person holds a role on, as far as the viewer may know of them.
pub(super) fn open_for(read: &dyn Read, viewer: &Actor, person: PersonId) -> Result<u32> {
    let (unrestricted, restricted) = open_roles(read, person)?;
    let sees = permits(viewer, Action::ReadIncident, Object::Incident(Relation::default()));
    let mut open = if sees { unrestricted } else { 0 };
    for id in restricted {
        let Some(incident) = find(read, id)? else { continue };
        let relation = Relation::of(viewer, &incident);
        open += u32::from(permits(viewer, Action::ReadIncident, Object::Incident(relation)));
    }
    Ok(open)
}

/// Done after the change is stored, in the same transaction. Fails as busy when more is left to hand over than goes
/// into one transaction: `Backend::hand_over_what_is_much` makes room before.
pub(super) fn hand_everything_over(
    tx: &mut Tx<'_>,
    leaver: PersonId,
    successor: Option<PersonId>,
    by: Who,
    settings: &Settings,
) -> Result<()> {
    for incident in secure_members(tx, leaver, by, settings)? {
        journal::record(tx, by, &Fact::MembersByLastResort { incident })?;
    }
    if hand_over(tx, leaver, successor, by, settings)? == HANDED_OVER_MOST {
        return Err(Error::Busy);
    }
    let mut stored = Settings::stored(tx)?;
    if stored.security_handlers.contains(&leaver) {
        stored.security_handlers.retain(|handler| *handler != leaver);
        if stored.security_handlers.is_empty() {
            stored.security_handlers.extend(successor);
        }
        stored.save_by(tx, by)?;
        journal::record(tx, by, &Fact::SettingsChanged { fields: vec!["security_handlers".to_owned()] })?;
    }
    Ok(())
}

impl Backend {
    /// Somebody with more open incidents than go into one transaction hands them over in several, before they leave.
    pub(super) async fn hand_over_what_is_much(
        &self,
        caller: &Caller,
        leaver: PersonId,
        successor: Option<PersonId>,
    ) -> Result<()> {
        loop {
            let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
            let step = move |tx: &mut Tx<'_>| {
                let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
                confirm_password::require(tx, &caller)?;
                if open_incidents_of_person(tx, leaver)?.len() < HANDED_OVER_MOST {
                    return Ok(0);
                }
                successor_is_named(tx, &actor, leaver, successor)?;
                hand_over(tx, leaver, successor, actor.who, &Settings::load(tx, &fixed)?)
            };
            if self.storage().write(step).await? < HANDED_OVER_MOST {
                return Ok(());
            }
        }
    }
}
