//! Whom of the team a notice goes to: who is alerted now, who has the incident, who decides.

use domain::audience::RecipientReason;
use domain::ids::PersonId;
use domain::incident::{Change, Incident, Major};
use domain::person::Role;
use domain::time::Moment;

use crate::duty::Callout;
use crate::error::Result;
use crate::incidents::escalation;
use crate::incidents::notices::Wanted;
use crate::notices::NoticeKind;
use crate::people::{PersonRecord, PersonState, active_staff};
use crate::storage::{Read, Tx};

/// Who is alerted at this instant (`duty/alert.rs`), or the members of a restricted one.
pub(super) fn on_call(tx: &Tx<'_>, incident: &Incident, kind: NoticeKind) -> Result<Vec<Wanted>> {
    if incident.restricted {
        return team(tx, incident, kind);
    }
    let reached = Callout::load(tx)?.first(escalation::hour(incident, Moment(tx.now())));
    let alerted = reached.people.into_iter();
    Ok(alerted.map(|(recipient, reason)| Wanted { recipient, kind, reasons: vec![reason] }).collect())
}

/// All who work on incidents, or the members of a restricted one.
fn team(read: &dyn Read, incident: &Incident, kind: NoticeKind) -> Result<Vec<Wanted>> {
    if incident.restricted {
        let one = |m: &PersonId| Wanted { recipient: *m, kind, reasons: vec![RecipientReason::Member] };
        return Ok(incident.members.iter().map(one).collect());
    }
    let working = active_staff(read)?.into_iter();
    Ok(working.map(|p| Wanted { recipient: p.id, kind, reasons: vec![RecipientReason::Team] }).collect())
}

/// The owner, else whoever would take it.
pub(super) fn in_charge(tx: &Tx<'_>, incident: &Incident, kind: NoticeKind) -> Result<Vec<Wanted>> {
    match incident.owner {
        Some(owner) => Ok(vec![Wanted { recipient: owner, kind, reasons: vec![RecipientReason::Owner] }]),
        None => on_call(tx, incident, kind),
    }
}

/// Who can write the update that is due: those who command it, else its owner, else whoever would take it.
pub(super) fn speakers(tx: &Tx<'_>, incident: &Incident) -> Result<Vec<Wanted>> {
    let kind = NoticeKind::PromiseRang;
    let command = [
        (incident.incident_manager, RecipientReason::IncidentManager),
        (incident.communications_lead, RecipientReason::CommunicationsLead),
    ];
    let one = |(person, reason): (Option<PersonId>, _)| {
        person.map(|recipient| Wanted { recipient, kind, reasons: vec![reason] })
    };
    let mut all: Vec<Wanted> = command.into_iter().filter_map(one).collect();
    all.dedup_by_key(|wanted| wanted.recipient);
    if all.is_empty() { in_charge(tx, incident, kind) } else { Ok(all) }
}

/// Who answers for a legal deadline: the members of a restricted one; else whoever has it, and its incident manager.
pub(super) fn answerable(tx: &Tx<'_>, incident: &Incident) -> Result<Vec<Wanted>> {
    let kind = NoticeKind::LegalRang;
    if incident.restricted {
        return team(tx, incident, kind);
    }
    let mut all = in_charge(tx, incident, kind)?;
    let manager = incident.incident_manager.filter(|manager| all.iter().all(|wanted| wanted.recipient != *manager));
    let reasons = vec![RecipientReason::IncidentManager];
    all.extend(manager.map(|recipient| Wanted { recipient, kind, reasons }));
    Ok(all)
}

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
