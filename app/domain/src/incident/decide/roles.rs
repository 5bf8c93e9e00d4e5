use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::Step;
use crate::incident::{Change, Incident, Major};
use crate::person::Role;
use crate::refusal::Refusal;
use crate::text::Reason;

pub(super) fn assign(step: &Step<'_>, owner: Option<PersonId>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    eligible(step, "owner", owner)?;
    Ok(changed(step.incident.owner, owner).then_some(Change::Assigned { owner }).into_iter().collect())
}

pub(super) fn name_manager(step: &Step<'_>, person: Option<PersonId>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    eligible(step, "incident_manager", person)?;
    if person.is_none() && step.incident.incident_manager.is_some() {
        command_may_be_empty(step.incident)?;
    }
    let confirms = step.incident.acting && step.incident.incident_manager == person;
    let change = changed(step.incident.incident_manager, person) || confirms;
    Ok(change.then_some(Change::ManagerNamed { person, acting: false }).into_iter().collect())
}

/// Command in one press. Whoever holds it by name keeps it while they keep what was promised; a manager need not wait.
pub(super) fn take_command(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    let incident = step.incident;
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    eligible(step, "incident_manager", Some(person))?;
    if incident.incident_manager == Some(person) && !incident.acting {
        return Err(Refusal::AlreadyDone);
    }
    if !incident.command_is_free(step.now) && step.actor.role < Some(Role::Manager) {
        return Err(Refusal::CommandHeld);
    }
    Ok(vec![Change::CommandTaken { person }])
}

/// Nobody puts a pressing incident out of everybody's command.
pub(super) fn command_may_be_empty(incident: &Incident) -> Result<(), Refusal> {
    if incident.major == Major::Accepted {
        Err(Refusal::MajorNeedsRoles)
    } else if incident.needs_command() && !incident.status.is_final() {
        Err(Refusal::NeedsCommand)
    } else {
        Ok(())
    }
}

pub(super) fn name_communications_lead(step: &Step<'_>, person: Option<PersonId>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    eligible(step, "communications_lead", person)?;
    if person.is_none() && step.incident.major == Major::Accepted {
        return Err(Refusal::MajorNeedsRoles);
    }
    let change = changed(step.incident.communications_lead, person);
    Ok(change.then_some(Change::CommunicationsLeadNamed { person }).into_iter().collect())
}

pub(super) fn propose_major(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    step.must_be_no_request()?;
    if matches!(step.incident.major, Major::Proposed | Major::Accepted) {
        return Err(Refusal::AlreadyDone);
    }
    Ok(vec![Change::MajorProposed { reason: Reason::parse("reason", reason)?.into_string() }])
}

/// Whoever declares it commands it where nobody does, and whoever commands it leads communications until somebody else
/// does: a major incident has both roles from the first second. Nobody need have proposed it.
pub(super) fn accept_major(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    step.must_be_no_request()?;
    if step.incident.major == Major::Accepted {
        return Err(Refusal::AlreadyDone);
    }
    let person = step.actor.person_id().ok_or(Refusal::MajorNeedsRoles)?;
    let mut changes = vec![Change::MajorAccepted];
    if step.incident.incident_manager.is_none() {
        changes.push(Change::ManagerNamed { person: Some(person), acting: false });
    }
    if step.incident.communications_lead.is_none() {
        let lead = step.incident.incident_manager.unwrap_or(person);
        changes.push(Change::CommunicationsLeadNamed { person: Some(lead) });
    }
    Ok(changes)
}

pub(super) fn decline_major(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    if step.incident.major != Major::Proposed {
        return Err(Refusal::AlreadyDone);
    }
    Ok(vec![Change::MajorDeclined { reason: Reason::parse("reason", reason)?.into_string() }])
}

pub(super) fn follow(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    own_or_staff(step, person)?;
    if step.incident.restricted && !step.incident.is_member(person) {
        return Err(Refusal::field("follower", Problem::NotEligible));
    }
    let follows = step.incident.followers.contains(&person);
    Ok((!follows).then_some(Change::FollowerAdded { person }).into_iter().collect())
}

pub(super) fn unfollow(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    own_or_staff(step, person)?;
    let follows = step.incident.followers.contains(&person);
    Ok(follows.then_some(Change::FollowerRemoved { person }).into_iter().collect())
}

fn own_or_staff(step: &Step<'_>, person: PersonId) -> Result<(), Refusal> {
    if step.actor.person_id() == Some(person) || step.actor.is_staff() { Ok(()) } else { Err(Refusal::NotAllowed) }
}

fn changed(now: Option<PersonId>, then: Option<PersonId>) -> bool {
    now != then
}

/// Roles on an incident go to active staff, and on a restricted one to its members.
pub(super) fn eligible(step: &Step<'_>, field: &str, person: Option<PersonId>) -> Result<(), Refusal> {
    let Some(person) = person else { return Ok(()) };
    let sees = !step.incident.restricted || step.incident.is_member(person);
    if sees && step.facts.is_active_staff(person) { Ok(()) } else { Err(Refusal::field(field, Problem::NotEligible)) }
}
