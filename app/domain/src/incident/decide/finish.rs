use crate::field::Problem;
use crate::incident::decide::{Step, hold};
use crate::incident::{CancelReason, Change, Resolution, Status, Verdict};
use crate::permissions::Who;
use crate::refusal::Refusal;
use crate::text::{Reason, Words};
use crate::time::Moment;

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

/// By a responder with a reason: Resolved -> Investigating; Cancelled, for some days, -> what it was before.
pub(super) fn reopen(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Resolved, Status::Cancelled])?;
    if step.incident.status == Status::Cancelled {
        return reverse_cancel(step, reason);
    }
    Ok(reopening(step, Reason::parse("reason", reason)?.into_string(), true))
}

/// Cancelled -> Reported or Investigating, as before. What it hit then is hit again.
fn reverse_cancel(step: &Step<'_>, reason: &str) -> Result<Vec<Change>, Refusal> {
    if step.facts.reopens_until.is_none_or(|until| step.now > until) {
        return Err(Refusal::ReopenTooLate);
    }
    let incident = step.incident;
    let reason = Reason::parse("reason", reason)?.into_string();
    let to = if incident.taken_at.is_some() { Status::Investigating } else { Status::Reported };
    let mut changes = vec![Change::CancelReversed { reason, to }];
    changes.extend(hit_again(step, incident.ended_at, true));
    changes.extend(in_command_again(step).filter(|_| to == Status::Investigating));
    Ok(changes)
}

/// What re-opening comes to, whoever asks: the services that counted as restored are hit again from now on, as the team
/// says or as somebody who reported it names them, and a pressing incident that nobody commands has an acting manager
/// at once.
pub(super) fn reopening(step: &Step<'_>, reason: String, by_team: bool) -> Vec<Change> {
    let mut changes = vec![Change::Reopened { reason }];
    changes.extend(hit_again(step, step.incident.restored_at, by_team));
    changes.extend(in_command_again(step));
    changes
}

/// The services that were hit until that end of it.
fn hit_again(step: &Step<'_>, ended: Option<Moment>, by_team: bool) -> impl Iterator<Item = Change> {
    let incident = step.incident;
    let then = incident.affected.iter().filter(move |a| ended.is_some_and(|at| a.to == Some(at.max(a.from))));
    then.map(move |affected| {
        let (service, effect, named) = (affected.service, incident.effect_on(affected), affected.named || !by_team);
        Change::ServiceAffected { service, effect, from: step.now, named }
    })
}

/// A reporter says that it does not work after all: what the team said of services is their word no longer.
pub(super) fn hit_as_named(step: &Step<'_>) -> impl Iterator<Item = Change> {
    let incident = step.incident;
    incident.confirmed_now().map(|hit| {
        let (service, effect) = (hit.service, incident.effect_on(hit));
        Change::ServiceAffected { service, effect, from: step.now, named: true }
    })
}

fn in_command_again(step: &Step<'_>) -> Option<Change> {
    let incident = step.incident;
    let staff = step.actor.person_id().filter(|_| step.actor.is_staff());
    let wanted = incident.needs_command() && incident.incident_manager.is_none();
    let person = staff.or(incident.owner).filter(|_| wanted)?;
    Some(Change::ManagerNamed { person: Some(person), acting: true })
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
