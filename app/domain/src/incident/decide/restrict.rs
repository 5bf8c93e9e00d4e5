use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::{Step, roles};
use crate::incident::{Change, Major};
use crate::refusal::Refusal;
use crate::text::Reason;

/// From here on only members see it, under a number that says nothing. Members are those who handle security
/// reports, and whoever holds a role on it: nobody who works on it is locked out of it.
pub(super) fn restrict(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    if step.incident.restricted {
        return Err(Refusal::AlreadyDone);
    }
    let (_, number) = step.facts.fresh.clone().ok_or(Refusal::NotAllowed)?;
    let incident = step.incident;
    let on_it = [incident.owner, incident.incident_manager, incident.communications_lead];
    let staff = step.actor.person_id().filter(|_| step.actor.is_staff());
    let mut members = step.facts.security_handlers.clone();
    for person in on_it.into_iter().flatten().chain(staff) {
        if !members.contains(&person) {
            members.push(person);
        }
    }
    if members.is_empty() {
        return Err(Refusal::LastMember);
    }
    let mut changes = Vec::new();
    if incident.public_title.is_some() || incident.workaround.is_some() {
        changes.push(Change::Published { public_title: None, workaround: None });
    }
    changes.push(Change::Restricted { number, members });
    Ok(changes)
}

/// Everybody on the team sees it again, with its words so far, under a number like all others; the one it had leads
/// there.
pub(super) fn lift(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    if !step.incident.restricted {
        return Err(Refusal::AlreadyDone);
    }
    if !step.incident.duplicates.is_empty() {
        return Err(Refusal::DuplicatesAreRestricted);
    }
    let reason = Reason::parse("reason", reason)?.into_string();
    let (_, number) = step.facts.fresh.clone().ok_or(Refusal::NotAllowed)?;
    Ok(vec![Change::RestrictionLifted { number, reason }])
}

pub(super) fn add_member(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    if !step.incident.restricted {
        return Err(Refusal::NotAllowed);
    }
    if !step.facts.is_active_staff(person) {
        return Err(Refusal::field("member", Problem::NotEligible));
    }
    let is = step.incident.is_member(person);
    Ok((!is).then_some(Change::MemberAdded { person }).into_iter().collect())
}

/// A restricted incident keeps at least one active member. Whoever leaves gives up their roles, but command is handed
/// over first where it may not be empty.
pub(super) fn remove_member(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    let incident = step.incident;
    if !incident.is_member(person) {
        return Ok(Vec::new());
    }
    let remains = incident.members.iter().any(|m| *m != person && step.facts.is_active(*m));
    if !remains {
        return Err(Refusal::LastMember);
    }
    if incident.communications_lead == Some(person) && incident.major == Major::Accepted {
        return Err(Refusal::MajorNeedsRoles);
    }
    if incident.incident_manager == Some(person) {
        roles::command_may_be_empty(incident)?;
    }
    let mut changes = Vec::new();
    if incident.owner == Some(person) {
        changes.push(Change::Assigned { owner: None });
    }
    if incident.incident_manager == Some(person) {
        changes.push(Change::ManagerNamed { person: None, acting: false });
    }
    if incident.communications_lead == Some(person) {
        changes.push(Change::CommunicationsLeadNamed { person: None });
    }
    changes.push(Change::MemberRemoved { person });
    Ok(changes)
}
