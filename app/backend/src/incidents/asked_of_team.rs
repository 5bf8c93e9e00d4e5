//! Whom of the team a proposal or a verdict asks.

use domain::ids::PersonId;
use domain::incident::{Change, Incident, Major};
use domain::person::Role;

use crate::error::Result;
use crate::incidents::notices::{Wanted, in_charge, team};
use crate::notices::NoticeKind;
use crate::people::{PersonRecord, PersonState};
use crate::storage::{Read, Tx};

/// Whoever decides about a major incident that is proposed.
pub(super) fn managers(read: &dyn Read, incident: &Incident) -> Result<Vec<Wanted>> {
    let mut all = team(read, incident, NoticeKind::MajorProposed)?;
    let mut kept = Vec::new();
    for wanted in all.drain(..) {
        let person = PersonRecord::find(read, wanted.recipient)?;
        let decides = person.is_some_and(|p| p.state == PersonState::Active && p.role >= Some(Role::Manager));
        if (decides || incident.incident_manager == Some(wanted.recipient)) && incident.major == Major::Proposed {
            kept.push(wanted);
        }
    }
    Ok(kept)
}

/// The first reporter's verdict is always told; others' once, when they become many who say "still broken".
pub(super) fn verdict_given(
    tx: &Tx<'_>,
    before: Option<&Incident>,
    incident: &Incident,
    person: PersonId,
    together: &[Change],
) -> Result<Vec<Wanted>> {
    // Words or a re-opening in the same press carry the verdict with them.
    if together.iter().any(|c| matches!(c, Change::ReporterSaid { .. } | Change::Reopened { .. })) {
        return Ok(Vec::new());
    }
    let many = incident.is_still_broken_for_many() && !before.is_some_and(Incident::is_still_broken_for_many);
    if incident.first_reporter() == Some(person) || many {
        in_charge(tx, incident, NoticeKind::ReporterSaid)
    } else {
        Ok(Vec::new())
    }
}
