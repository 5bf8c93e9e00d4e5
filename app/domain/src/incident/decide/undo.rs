use crate::incident::Change;
use crate::incident::decide::Step;
use crate::refusal::Refusal;
use crate::time::UNDO_WINDOW;

/// Takes back the actor's own press and what they did since, within ten seconds, unless somebody else came after.
/// Becoming restricted stays: what was hidden must not come back by a slip.
pub(super) fn undo(step: &Step<'_>, sequence: u64) -> Result<Vec<Change>, Refusal> {
    let facts = step.facts.undo.as_ref().ok_or(Refusal::UndoTooLate)?;
    if facts.by.is_none() || facts.by != step.actor.person_id() {
        return Err(Refusal::NotAllowed);
    }
    if !facts.alone || facts.before.restricted != step.incident.restricted {
        return Err(Refusal::UndoOverlaid);
    }
    if step.now.since(facts.at) > UNDO_WINDOW {
        return Err(Refusal::UndoTooLate);
    }
    Ok(vec![Change::Undone { sequence, before: facts.before.clone() }])
}
