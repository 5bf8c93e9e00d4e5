//! Several reports of one thing. A duplicate is linked and keeps all that is its own; nothing moves, so the link can be
//! taken apart again while neither side went on. Both sides record it, each by a change of its own.

use crate::field::Problem;
use crate::ids::IncidentId;
use crate::incident::decide::{Step, finish};
use crate::incident::{Change, DUPLICATES_MOST, Incident, NoMerge, Status, TAKE_APART_WINDOW};
use crate::refusal::Refusal;

const FIELD: &str = "into";

/// Open or Resolved -> Merged, into the incident of that number, which the facts hold as far as the actor may change it.
pub(super) fn merge(step: &Step<'_>, into: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    if into.trim().is_empty() {
        return Err(Refusal::field(FIELD, Problem::Missing));
    }
    let target = step.facts.other.as_deref().ok_or_else(|| Refusal::field(FIELD, Problem::Unknown))?;
    match why_not(step.incident, target) {
        Some(why) => Err(Refusal::field(FIELD, Problem::NoMerge(why))),
        None => Ok(vec![Change::Merged { into: target.id }]),
    }
}

/// What is hidden stays hidden, and what everybody on the team sees names nothing that is.
fn why_not(source: &Incident, target: &Incident) -> Option<NoMerge> {
    if source.id == target.id {
        Some(NoMerge::Itself)
    } else if source.restricted && !target.restricted {
        Some(NoMerge::RestrictedIntoOpen)
    } else if target.restricted && !source.restricted {
        Some(NoMerge::OpenIntoRestricted)
    } else if target.status == Status::Merged {
        Some(NoMerge::IsDuplicate)
    } else if target.status.is_final() {
        Some(NoMerge::Ended)
    } else if !source.duplicates.is_empty() {
        Some(NoMerge::HasDuplicates)
    } else if target.duplicates.len() >= DUPLICATES_MOST {
        Some(NoMerge::Full)
    } else {
        None
    }
}

/// Merged -> what it was before. `facts.undo` holds that while nothing happened to it since.
pub(super) fn take_apart(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    let incident = step.incident;
    step.must_be(&[Status::Merged])?;
    let (Some(from), Some(target)) = (incident.merged_into, step.facts.other.as_deref()) else {
        return Err(Refusal::NotAllowed);
    };
    if target.status.is_final() {
        return Err(Refusal::WrongStatus { status: target.status });
    }
    let merged = step.facts.undo.as_ref().ok_or(Refusal::ChangedSince)?;
    if step.now.since(merged.at) > TAKE_APART_WINDOW {
        return Err(Refusal::TakeApartTooLate);
    }
    let before = &merged.before;
    let roles = [before.owner, before.incident_manager, before.communications_lead];
    // Who held a role may have left meanwhile.
    if !roles.into_iter().flatten().all(|person| step.facts.is_active_staff(person)) {
        return Err(Refusal::ChangedSince);
    }
    Ok(vec![Change::TakenApart { from, sequence: incident.revision, before: Some(before.clone()) }])
}

/// The other side of `merge`.
pub(super) fn take_in(step: &Step<'_>, source: IncidentId, reopen: Option<String>) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let mut changes = vec![Change::DuplicateTaken { source }];
    let reopen = reopen.filter(|_| step.incident.status == Status::Resolved);
    changes.extend(reopen.map(|reason| finish::reopening(step, reason, true)).unwrap_or_default());
    Ok(changes)
}

/// The other side of `take_apart`.
pub(super) fn let_go(step: &Step<'_>, source: IncidentId) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    Ok(vec![Change::DuplicateLeft { source }])
}
