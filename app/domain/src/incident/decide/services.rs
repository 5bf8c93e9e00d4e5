use crate::classification::{Priority, UNVERIFIED_CAP};
use crate::field::Problem;
use crate::ids::ServiceId;
use crate::incident::Change;
use crate::incident::decide::{Step, classify};
use crate::refusal::Refusal;
use crate::service::Effect;

/// Most services one incident can affect at a time.
pub const AFFECTED_MOST: usize = 50;

/// Begins, changes or ends the effect on one service, or says of one that was named how it is hit. A critical one raises
/// the impact; the priority follows as long as no responder has decided it.
pub(super) fn affect(step: &Step<'_>, service: ServiceId, effect: Effect) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    step.must_be_no_request()?;
    if step.facts.criticality(service).is_none() {
        return Err(Refusal::field("service", Problem::Unknown));
    }
    let current = step.incident.affected_now().find(|a| a.service == service);
    let current = current.map(|hit| (!hit.named).then(|| step.incident.effect_on(hit)));
    match (current, effect) {
        (None, Effect::NotAffected) => Ok(Vec::new()),
        (Some(Some(now)), then) if now == then => Ok(Vec::new()),
        (Some(_), Effect::NotAffected) => Ok(vec![Change::ServiceRecovered { service, to: step.now }]),
        (None, _) if step.incident.affected_now().count() >= AFFECTED_MOST => {
            Err(Refusal::field("service", Problem::TooLong { most: AFFECTED_MOST, now: AFFECTED_MOST + 1 }))
        }
        (_, effect) => {
            let mut changes = vec![Change::ServiceAffected { service, effect, from: step.now, named: false }];
            changes.extend(raised_by(step, service));
            Ok(changes)
        }
    }
}

fn raised_by(step: &Step<'_>, service: ServiceId) -> Option<Change> {
    let incident = step.incident;
    let impact = classify::floor(step, incident.impact, Some(service));
    if impact == incident.impact {
        return None;
    }
    let computed = Priority::from_matrix(impact, incident.urgency);
    let proposed = if incident.unverified { computed.max(UNVERIFIED_CAP) } else { computed };
    let priority = if incident.priority_confirmed { incident.priority } else { proposed.min(incident.priority) };
    Some(Change::Prioritised {
        impact,
        urgency: incident.urgency,
        computed,
        priority,
        reason: None,
        confirmed: false,
        terms: None,
    })
}
