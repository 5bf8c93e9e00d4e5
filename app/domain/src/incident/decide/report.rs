use crate::classification::{IncidentType, PEOPLE_WHO_VERIFY, Priority, UNVERIFIED_CAP};
use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::{Step, classify};
use crate::incident::{Change, Channel, Facts, REPORTERS_MOST, Reported};
use crate::permissions::Actor;
use crate::refusal::Refusal;
use crate::report::ReportDraft;
use crate::service::Effect;

/// A new incident with its proposed priority. A report by somebody unknown goes no higher than P2, and a service that
/// it names is named and no more.
pub(super) fn report(
    draft: &ReportDraft,
    kind: IncidentType,
    reporter: Option<PersonId>,
    known: bool,
    channel: Channel,
    facts: &Facts,
    actor: &Actor,
) -> Result<Vec<Change>, Refusal> {
    let parsed = draft.parse()?;
    let (id, number) = facts.fresh.clone().ok_or(Refusal::NotAllowed)?;
    if !kind.is_offered() {
        return Err(Refusal::field("kind", Problem::Unknown));
    }
    if parsed.service.is_some_and(|service| facts.criticality(service).is_none()) {
        return Err(Refusal::field("service", Problem::Unknown));
    }
    let impact = parsed.impact;
    let computed = Priority::from_matrix(impact, parsed.urgency);
    let priority = if known { computed } else { computed.max(UNVERIFIED_CAP) };
    let restricted = parsed.restricted || kind.starts_restricted();
    Ok(vec![Change::Reported(Box::new(Reported {
        id,
        number,
        title: parsed.title.into_string(),
        statement: parsed.statement,
        kind,
        impact,
        urgency: parsed.urgency,
        computed,
        priority,
        unverified: !known,
        restricted,
        members: if restricted { facts.security_handlers.clone() } else { Vec::new() },
        affected: parsed.service.map(|service| (service, Effect::Degraded)).into_iter().collect(),
        named: true,
        reporter,
        unproven: reporter.is_some_and(|person| is_unproven(facts, actor, person)),
        channel,
        began_at: None,
        reached_at: facts.reached_at,
        // Follows from the priority.
        terms: None,
    }))])
}

/// A visitor who types the address of an account is counted as its holder, for that is who they mostly are; what they
/// then do is told as done by somebody who had not signed in.
fn is_unproven(facts: &Facts, actor: &Actor, person: PersonId) -> bool {
    actor.person_id() != Some(person) && !actor.is_staff() && facts.has_account(person)
}

/// Takes "me too" back. Who reported it has nothing to take back: the incident is their report.
pub(super) fn leave(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    if step.incident.first_reporter() == Some(person) || step.incident.reporter(person).is_none() {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![Change::Left { person }])
}

/// "Me too": once per person; the third distinct person confirms what the others say, and with it that a critical
/// service is hit.
pub(super) fn join(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let incident = step.incident;
    if incident.reporter(person).is_some() || incident.reporters.len() >= REPORTERS_MOST {
        return Ok(Vec::new());
    }
    let unproven = is_unproven(step.facts, step.actor, person);
    let mut changes = vec![Change::Joined { person, unproven, alike: step.facts.alike }];
    if step.facts.distinct_people >= PEOPLE_WHO_VERIFY {
        changes.extend(incident.unverified.then_some(Change::Verified));
        // Only the cap is lifted, and what a critical service lifts, never what a responder has set meanwhile.
        let lifted = if incident.unverified { incident.proposed_priority() } else { incident.priority };
        changes.extend(classify::lifted(step, classify::floor(step, incident.impact, None), lifted));
    }
    Ok(changes)
}
