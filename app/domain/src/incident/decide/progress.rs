use crate::classification::Priority;
use crate::field::Problem;
use crate::incident::decide::{Step, finish};
use crate::incident::{Change, Resolution, Status};
use crate::refusal::Refusal;
use crate::text::{Reason, Words};

/// Reported -> Investigating. Confirms the priority, or changes it with a reason; whoever takes a P1 or P2
/// that has no incident manager becomes the acting one, so nobody is ever without the right to act.
pub(super) fn take(step: &Step<'_>, priority: Option<Priority>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Reported])?;
    let incident = step.incident;
    let owner = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut changes = vec![Change::Taken { owner }];
    let mut taken_as = incident.priority;
    if let Some(priority) = priority.filter(|p| *p != incident.priority) {
        let reason = Reason::parse("reason", reason)?;
        taken_as = priority;
        changes.push(Change::Prioritised {
            impact: incident.impact,
            urgency: incident.urgency,
            computed: incident.computed,
            priority,
            reason: Some(reason.into_string()),
        });
    }
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
    changes.extend(finish::resolution(step, resolution)?);
    Ok(changes)
}

/// Investigating -> Mitigated, with what was done and whether it works again for everybody.
pub(super) fn mitigate(step: &Step<'_>, what: &str, works: bool) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Investigating])?;
    let what = Words::parse("what", what)?.into_string();
    Ok(vec![Change::Mitigated { what, works }])
}

/// Mitigated -> Investigating, with the reason.
pub(super) fn resume(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Mitigated])?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", Problem::Missing));
    }
    Ok(vec![Change::Resumed { reason: Reason::parse("reason", reason)?.into_string() }])
}
