use crate::field::Problem;
use crate::incident::decide::{Step, hold};
use crate::incident::{Affected, CancelReason, Change, Resolution, Status, Verdict};
use crate::permissions::Who;
use crate::refusal::Refusal;
use crate::text::{Reason, Words};

/// Investigating or Mitigated -> Resolved, in words; restored now unless another instant is given.
pub(super) fn resolve(step: &Step<'_>, given: &Resolution) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Investigating, Status::Mitigated])?;
    resolution(step, given)
}

/// What resolving comes to, whatever led there: the hold ends first, then the incident is resolved.
pub(super) fn resolution(step: &Step<'_>, given: &Resolution) -> Result<Vec<Change>, Refusal> {
    let text = Words::parse("resolution", &given.text)?.into_string();
    let restored_at = given.restored_at.unwrap_or(step.now);
    step.must_be_meant("restored_at", given.restored_at)?;
    if restored_at > step.now {
        return Err(Refusal::field("restored_at", Problem::InTheFuture));
    }
    let mut changes = hold::ended_by_leaving(step);
    let closes_at = step.facts.closes_at;
    changes.push(Change::Resolved { resolution: text, restored_at, closes_at, asks_again: true });
    Ok(changes)
}

/// Resolved -> Investigating, by a responder with a reason, or by the first reporter while it is resolved.
pub(super) fn reopen(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Resolved])?;
    Ok(reopening(step, Reason::parse("reason", reason)?.into_string()))
}

/// What re-opening comes to, whoever asks: the services that counted as restored are hit again from now on, and
/// a pressing incident that nobody commands has an acting manager at once.
pub(super) fn reopening(step: &Step<'_>, reason: String) -> Vec<Change> {
    let incident = step.incident;
    let mut changes = vec![Change::Reopened { reason }];
    let restored = |a: &&Affected| incident.restored_at.is_some_and(|at| a.to == Some(at.max(a.from)));
    for affected in incident.affected.iter().filter(restored) {
        let (service, effect) = (affected.service, incident.effect_on(affected));
        changes.push(Change::ServiceAffected { service, effect, from: step.now });
    }
    let staff = step.actor.person_id().filter(|_| step.actor.is_staff());
    if incident.needs_command()
        && incident.incident_manager.is_none()
        && let Some(person) = staff.or(incident.owner)
    {
        changes.push(Change::ManagerNamed { person: Some(person), acting: true });
    }
    changes
}

/// Resolved -> Closed: by the timer when the window is over; by a responder earlier when the first reporter
/// said that it works again, or there is none.
pub(super) fn close(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Resolved])?;
    let first = step.incident.first_reporter().and_then(|person| step.incident.reporter(person));
    let early = first.is_none_or(|first| first.verdict == Some(Verdict::WorksAgain));
    let over = step.incident.closes_at.is_none_or(|at| at <= step.now);
    let by_timer = matches!(step.actor.who, Who::Task(_));
    if over || (early && !by_timer) {
        Ok(vec![Change::Closed])
    } else {
        Err(Refusal::WrongStatus { status: step.incident.status })
    }
}

/// Open -> Cancelled: a false alarm, a request, or not reproducible.
pub(super) fn cancel(step: &Step<'_>, why: CancelReason, words: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    let words = Words::parse_optional("words", words)?.map(Words::into_string);
    let mut changes = hold::ended_by_leaving(step);
    changes.push(Change::Cancelled { why, words, effects_end: true });
    Ok(changes)
}
