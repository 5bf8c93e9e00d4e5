use crate::classification::{IncidentType, PEOPLE_WHO_VERIFY, Priority, UNVERIFIED_CAP, raised_impact};
use crate::field::Problem;
use crate::ids::PersonId;
use crate::incident::decide::Step;
use crate::incident::{Change, Channel, Facts, REPORTERS_MOST, Reported};
use crate::permissions::Actor;
use crate::refusal::Refusal;
use crate::report::ReportDraft;
use crate::service::Effect;

/// A new incident with its proposed priority. A report by somebody unknown goes no higher than P2.
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
    let criticality = match parsed.service {
        None => None,
        Some(service) => Some(facts.criticality(service).ok_or_else(|| Refusal::field("service", Problem::Unknown))?),
    };
    let impact = raised_impact(parsed.impact, criticality);
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
        reporter,
        unproven: reporter.is_some_and(|person| is_unproven(facts, actor, person)),
        channel,
        began_at: None,
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

/// "Me too": once per person; the third distinct person confirms an unverified report.
pub(super) fn join(step: &Step<'_>, person: PersonId) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let incident = step.incident;
    if incident.reporter(person).is_some() || incident.reporters.len() >= REPORTERS_MOST {
        return Ok(Vec::new());
    }
    let mut changes = vec![Change::Joined { person, unproven: is_unproven(step.facts, step.actor, person) }];
    if incident.unverified && step.facts.distinct_people >= PEOPLE_WHO_VERIFY {
        changes.push(Change::Verified);
        // Only the cap is lifted, never what a responder has set meanwhile.
        if incident.proposed_priority() != incident.priority {
            changes.push(Change::Prioritised {
                impact: incident.impact,
                urgency: incident.urgency,
                computed: incident.computed,
                priority: incident.proposed_priority(),
                reason: None,
                confirmed: false,
            });
        }
    }
    Ok(changes)
}
