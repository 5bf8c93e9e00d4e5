//! An incident is declared to be one that the law asks about. Only that starts legal deadlines, never a report.

use crate::field::{Fields, Problem};
use crate::incident::decide::Step;
use crate::incident::{Bell, Change, Legal, Status};
use crate::refusal::Refusal;
use crate::text::Reason;
use crate::time::{Moment, TYPED_REACH};

/// Known of since now, unless another instant is given.
pub(super) fn declare(step: &Step<'_>, criteria: &str, aware_at: Option<Moment>) -> Result<Vec<Change>, Refusal> {
    step.must_be_no_request()?;
    let status = step.incident.status;
    if matches!(status, Status::Cancelled | Status::Merged) {
        return Err(Refusal::WrongStatus { status });
    }
    if step.incident.legal.is_some() {
        return Err(Refusal::AlreadyDone);
    }
    let by = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut fields = Fields::default();
    let criteria = fields.take(Reason::parse("criteria", criteria));
    let aware_at = past(step, "aware_at", aware_at.or(Some(step.now)), &mut fields);
    let (Some(criteria), Some(aware_at)) = (criteria, aware_at) else { return Err(fields.into_refusal()) };
    fields.finish()?;
    let deadlines = step.facts.deadlines.clone();
    Ok(vec![Change::Declared { by, criteria: criteria.into_string(), aware_at, deadlines }])
}

/// The deadlines run from another instant.
pub(super) fn set_aware(step: &Step<'_>, at: Option<Moment>, reason: &str) -> Result<Vec<Change>, Refusal> {
    let was = declared(step)?.aware_at;
    let mut fields = Fields::default();
    let to = past(step, "aware_at", at, &mut fields);
    let reason = fields.take(Reason::parse("reason", reason));
    let (Some(to), Some(reason)) = (to, reason) else { return Err(fields.into_refusal()) };
    fields.finish()?;
    Ok((was != to).then(|| Change::AwareSet { was, to, reason: reason.into_string() }).into_iter().collect())
}

/// An authority was told, which ends that deadline.
pub(super) fn notify(
    step: &Step<'_>,
    deadline: u32,
    whom: &str,
    on: Option<Moment>,
    reference: &str,
) -> Result<Vec<Change>, Refusal> {
    let legal = declared(step)?;
    let by = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut fields = Fields::default();
    if !legal.open_duties().any(|(place, _)| place == deadline) {
        fields.refuse("deadline", Problem::Unknown);
    }
    let whom = fields.take(Reason::parse("whom", whom));
    let on = past(step, "at", on, &mut fields);
    let reference = fields.take(Reason::parse_optional("reference", reference));
    let (Some(whom), Some(on), Some(reference)) = (whom, on, reference) else { return Err(fields.into_refusal()) };
    fields.finish()?;
    let (whom, reference) = (whom.into_string(), reference.map(Reason::into_string));
    Ok(vec![Change::AuthorityNotified { deadline, by, whom, on, reference }])
}

/// Nobody need be told: the deadlines that run end.
pub(super) fn exempt(step: &Step<'_>, why: &str) -> Result<Vec<Change>, Refusal> {
    let legal = declared(step)?;
    let by = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let why = Reason::parse("why_not", why)?.into_string();
    if legal.open_duties().next().is_none() {
        return Err(Refusal::AlreadyDone);
    }
    Ok(vec![Change::NotNotifiable { by, why }])
}

pub(super) fn end_recovery(step: &Step<'_>, on: Option<Moment>) -> Result<Vec<Change>, Refusal> {
    let legal = declared(step)?;
    let by = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mut fields = Fields::default();
    let on = past(step, "at", on, &mut fields);
    fields.finish()?;
    let same = legal.recovery.map(|recovery| recovery.on) == on;
    Ok(on.filter(|_| !same).map(|on| Change::RecoveryEnded { by, on }).into_iter().collect())
}

/// Each bell of a deadline once. After a downtime the end says all that a warning would.
pub(super) fn ring(step: &Step<'_>, deadline: u32) -> Vec<Change> {
    let bells = step.incident.legal_bells();
    let passed =
        |bell: Bell| bells.iter().any(|(of, which, due)| (*of, *which) == (deadline, bell) && *due <= step.now);
    let bell = [Bell::Breach, Bell::Warning].into_iter().find(|bell| passed(*bell));
    bell.map(|bell| Change::LegalRang { deadline, bell }).into_iter().collect()
}

fn declared<'a>(step: &Step<'a>) -> Result<&'a Legal, Refusal> {
    step.incident.legal.as_deref().ok_or(Refusal::NotDeclared)
}

/// Instants that have been, and that somebody means.
fn past(step: &Step<'_>, field: &str, at: Option<Moment>, fields: &mut Fields) -> Option<Moment> {
    match at {
        None => fields.refuse(field, Problem::Missing),
        Some(at) if at > step.now => fields.refuse(field, Problem::InTheFuture),
        Some(at) if at < step.incident.reported_at.plus(-TYPED_REACH) => fields.refuse(field, Problem::TooFarOff),
        Some(at) => return Some(at),
    }
    None
}
