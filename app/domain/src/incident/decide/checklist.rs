use crate::field::Problem;
use crate::ids::{PersonId, PlaybookId};
use crate::incident::decide::Step;
use crate::incident::{CHECKLISTS_MOST, Change, ChecklistStep, Facts, Incident, Major, Plan, StepMark};
use crate::refusal::Refusal;
use crate::text::Reason;

/// Whatever presses gets the plan that fits it, once it is taken or becomes major; the rest is offered.
pub(super) fn follow(incident: Option<&Incident>, facts: &Facts, mut changes: Vec<Change>) -> Vec<Change> {
    let Some(incident) = incident.filter(|incident| incident.checklists.is_empty()) else { return changes };
    let ends = |change: &Change| matches!(change, Change::Resolved { .. } | Change::ChecklistBegun { .. });
    let leads =
        |change: &Change| matches!(change, Change::Taken { .. } | Change::MajorAccepted | Change::Prioritised { .. });
    if changes.iter().any(leads) && !changes.iter().any(ends) && is_worked_on(incident, &changes) {
        changes.extend(Plan::best(&facts.plans, incident).map(begun));
    }
    changes
}

/// As it will stand: somebody has it, and it is P1, P2 or major.
fn is_worked_on(incident: &Incident, changes: &[Change]) -> bool {
    let taken = incident.taken_at.is_some() || changes.iter().any(|change| matches!(change, Change::Taken { .. }));
    let priority = changes
        .iter()
        .rev()
        .find_map(|change| if let Change::Prioritised { priority, .. } = change { Some(*priority) } else { None });
    let pressing = priority.unwrap_or(incident.priority).needs_command();
    let major = incident.major == Major::Accepted || changes.contains(&Change::MajorAccepted);
    taken && (pressing || major) && !incident.kind.is_request()
}

pub(super) fn begin(step: &Step<'_>, playbook: PlaybookId) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let plan = step.facts.plans.iter().find(|plan| plan.id == playbook);
    let plan = plan.ok_or_else(|| Refusal::field("playbook", Problem::Unknown))?;
    let many = step.incident.checklists.len();
    if step.incident.checklists.iter().any(|checklist| checklist.playbook == playbook) {
        return Err(Refusal::AlreadyDone);
    }
    if many >= CHECKLISTS_MOST {
        return Err(Refusal::field("playbook", Problem::TooMany { most: CHECKLISTS_MOST, now: many + 1 }));
    }
    Ok(vec![begun(plan)])
}

fn begun(plan: &Plan) -> Change {
    let Plan { id, version, name, steps, .. } = plan.clone();
    Change::ChecklistBegun { playbook: id, version, name, steps }
}

/// A step that is left out says why.
pub(super) fn mark(pressed: &Step<'_>, checklist: u32, step: u32, mark: &StepMark) -> Result<Vec<Change>, Refusal> {
    pressed.must_not_be_final()?;
    let stands = found(pressed, checklist, step)?;
    let by = pressed.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let mark = match mark {
        StepMark::Skipped { reason } => StepMark::Skipped { reason: Reason::parse("reason", reason)?.into_string() },
        StepMark::Open | StepMark::Done => mark.clone(),
    };
    let what = stands.what.clone();
    let change = (stands.mark != mark).then_some(Change::StepMarked { checklist, step, what, mark, by });
    Ok(change.into_iter().collect())
}

pub(super) fn give(
    pressed: &Step<'_>,
    checklist: u32,
    step: u32,
    owner: Option<PersonId>,
) -> Result<Vec<Change>, Refusal> {
    pressed.must_not_be_final()?;
    let stands = found(pressed, checklist, step)?;
    super::roles::eligible(pressed, "person", owner)?;
    let what = stands.what.clone();
    let change = (stands.owner != owner).then_some(Change::StepGiven { checklist, step, what, owner });
    Ok(change.into_iter().collect())
}

fn found<'a>(pressed: &Step<'a>, checklist: u32, step: u32) -> Result<&'a ChecklistStep, Refusal> {
    let checklist = pressed.incident.checklists.get(checklist as usize);
    checklist.and_then(|list| list.steps.get(step as usize)).ok_or_else(|| Refusal::field("step", Problem::Unknown))
}
