use crate::field::Problem;
use crate::ids::ServiceId;
use crate::incident::Change;
use crate::incident::decide::Step;
use crate::refusal::Refusal;
use crate::service::Effect;

/// Most services one incident can affect at a time.
pub const AFFECTED_MOST: usize = 50;

/// Begins, changes or ends the effect on one service.
pub(super) fn affect(step: &Step<'_>, service: ServiceId, effect: Effect) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    if step.facts.criticality(service).is_none() {
        return Err(Refusal::field("service", Problem::Unknown));
    }
    let current = step.incident.affected_now().find(|a| a.service == service).map(|a| a.effect);
    match (current, effect) {
        (None, Effect::NotAffected) => Ok(Vec::new()),
        (Some(now), then) if now == then => Ok(Vec::new()),
        (Some(_), Effect::NotAffected) => Ok(vec![Change::ServiceRecovered { service, to: step.now }]),
        (None, _) if step.incident.affected_now().count() >= AFFECTED_MOST => {
            Err(Refusal::field("service", Problem::TooLong { most: AFFECTED_MOST, now: AFFECTED_MOST + 1 }))
        }
        (_, effect) => Ok(vec![Change::ServiceAffected { service, effect, from: step.now }]),
    }
}
