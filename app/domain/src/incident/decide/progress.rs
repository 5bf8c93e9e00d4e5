use crate::classification::Priority;
use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::{Step, finish};
use crate::incident::{Change, Incident, Resolution, Status};
use crate::refusal::Refusal;
use crate::text::{Reason, Words};

/// Reported -> Investigating. Confirms the proposed priority, which lifts the cap of a visitor's report, or changes it
/// with a reason, unless it is the matrix's own; whoever takes a P1 or P2
/// that has no incident manager becomes the acting one, so nobody is ever without the right to act.
pub(super) fn take(step: &Step<'_>, priority: Option<Priority>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Reported])?;
    let incident = step.incident;
    let owner = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut changes = vec![Change::Taken { owner }];
    if incident.kind.is_request() {
        return if priority.is_none() { Ok(changes) } else { Err(Refusal::NotForRequests) };
    }
    let proposed = incident.proposed_priority();
    let taken_as = priority.unwrap_or(proposed);
    let reason = if taken_as == proposed || taken_as == incident.computed {
        Reason::parse_optional("reason", reason)?
    } else {
        Some(Reason::parse("reason", reason)?)
    };
    changes.extend(set_priority(incident, taken_as, reason.map(Reason::into_string)));
    if taken_as.needs_command() && incident.incident_manager.is_none() {
        changes.push(Change::ManagerNamed { person: Some(owner), acting: true });
    }
    Ok(changes)
}

/// Both steps in one press. No acting manager: nothing is left to command.
pub(super) fn take_and_resolve(step: &Step<'_>, resolution: &Resolution) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Reported])?;
    let owner = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut changes = vec![Change::Taken { owner }];
    let proposed = step.incident.shown_priority().map(|_| step.incident.proposed_priority());
    changes.extend(proposed.and_then(|proposed| set_priority(step.incident, proposed, None)));
    changes.extend(finish::resolution(step, resolution)?);
    Ok(changes)
}

/// Of what is reported. Who has seen it at this priority has seen it, whoever presses again.
pub(super) fn acknowledge(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Reported])?;
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    Ok(if step.incident.is_acknowledged() { Vec::new() } else { vec![Change::Acknowledged { person }] })
}

/// Nobody has taken it, and nobody has seen it.
pub(super) fn alert(step: &Step<'_>, people: &[PersonId], outside: bool) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Reported])?;
    let waits = !step.incident.is_acknowledged() && (outside || !people.is_empty());
    Ok(if waits { vec![Change::Alerted { people: people.to_vec(), outside }] } else { Vec::new() })
}

fn set_priority(incident: &Incident, priority: Priority, reason: Option<String>) -> Option<Change> {
    (priority != incident.priority).then_some(Change::Prioritised {
        impact: incident.impact,
        urgency: incident.urgency,
        computed: incident.computed,
        priority,
        reason,
        confirmed: true,
        terms: None,
    })
}

/// Investigating -> Mitigated, with what was done and whether it works again for everybody.
pub(super) fn mitigate(step: &Step<'_>, what: &str, works: bool) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Investigating])?;
    let what = Words::parse("what", what)?.into_string();
    Ok(vec![Change::Mitigated { what, works, asks_again: true }])
}

/// Mitigated -> Investigating, with the reason.
pub(super) fn resume(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Mitigated])?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", Problem::Missing));
    }
    Ok(vec![Change::Resumed { reason: Reason::parse("reason", reason)?.into_string(), asks_again: true }])
}
