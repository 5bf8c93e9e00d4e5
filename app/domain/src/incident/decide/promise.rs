//! What stakeholders wait for: the first notice of what is grave, and the update that was promised.

use crate::incident::decide::Step;
use crate::incident::{Bell, Change, Facts, Incident, apply};
use crate::time::Moment;

/// Whatever makes it one that stakeholders must hear of begins the time to the first notice, where there is somebody to
/// tell and nobody has been told.
pub(super) fn follow(incident: Option<&Incident>, facts: &Facts, mut changes: Vec<Change>, now: Moment) -> Vec<Change> {
    let (Some(before), Some(by)) = (incident, facts.first_notice_by) else { return changes };
    // What is taken back holds again as it was.
    let undone = changes.iter().any(|change| matches!(change, Change::Undone { .. }));
    if undone || before.told_at.is_some() || before.owes_first_notice() {
        return changes;
    }
    let mut after = Some(before.clone());
    for change in &changes {
        apply(&mut after, change, now);
    }
    if after.is_some_and(|after| after.owes_first_notice()) {
        changes.push(Change::FirstNoticeOwed { by });
    }
    changes
}

/// It is told by itself how near it is, once each; what has passed says all that a warning would.
pub(super) fn ring(step: &Step<'_>, bell: Bell) -> Vec<Change> {
    let incident = step.incident;
    let rung = |bell| incident.promise_rings_at(bell).is_some_and(|at| at < step.now);
    let told = if rung(Bell::Breach) { Bell::Breach } else { bell };
    let due = incident.update_due().filter(|_| rung(told));
    due.map(|due| Change::PromiseRang { bell: told, due }).into_iter().collect()
}
