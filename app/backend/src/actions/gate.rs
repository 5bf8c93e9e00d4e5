//! Who may do what with an action: what they may do with its incident. And who is told of it.

use domain::ids::{ActionId, PersonId};
use domain::incident::Incident;
use domain::permissions::{Action, Actor, Object, Relation, Who, permits};
use domain::person::Role;

use super::ActionRecord;
use crate::error::{Error, Result};
use crate::incidents::find;
use crate::people::{PersonRecord, active_staff};
use crate::storage::Read;

/// The action and its incident, for somebody who may change that. What they hear nothing of does not exist for them.
pub(super) fn to_change(read: &dyn Read, actor: &Actor, id: ActionId) -> Result<(ActionRecord, Incident)> {
    let found = ActionRecord::find(read, id)?.ok_or(Error::NotFound)?;
    let incident = find(read, found.incident)?.ok_or(Error::NotFound)?;
    let may = |action| permits(actor, action, Object::Incident(Relation::of(actor, &incident)));
    match (may(Action::Hear), may(Action::ChangeIncident)) {
        (true, true) => Ok((found, incident)),
        (true, false) => Err(Error::Denied),
        (false, _) => Err(Error::NotFound),
    }
}

/// Whether the actor hears of the incident: then its actions and its review exist for them.
pub(super) fn may_hear(actor: &Actor, incident: &Incident) -> bool {
    permits(actor, Action::Hear, Object::Incident(Relation::of(actor, incident)))
}

/// The same of somebody who is written to.
pub(crate) fn hears(person: &PersonRecord, incident: &Incident) -> bool {
    let who = Who::Person(person.id);
    person.is_active() && may_hear(&Actor { who, role: person.role, private_read: person.private_read }, incident)
}

/// Managers and administrators who hear of it, and whoever leads it.
pub(crate) fn managers_who_hear(read: &dyn Read, incident: &Incident) -> Result<Vec<PersonId>> {
    let manages =
        |person: &PersonRecord| person.role >= Some(Role::Manager) || incident.incident_manager == Some(person.id);
    let staff = active_staff(read)?.into_iter();
    Ok(staff.filter(|person| manages(person) && hears(person, incident)).map(|person| person.id).collect())
}
