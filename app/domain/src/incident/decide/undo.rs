use crate::ids::PersonId;
use crate::incident::decide::Step;
use crate::incident::{Change, Incident};
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
    if !brought_back(step, &facts.before).all(|person| step.facts.is_active_staff(person)) {
        return Err(Refusal::UndoOverlaid);
    }
    if step.now.since(facts.at) > UNDO_WINDOW {
        return Err(Refusal::UndoTooLate);
    }
    Ok(vec![Change::Undone { sequence, before: Some(facts.before.clone()) }])
}

/// Who would hold a role again or be a member again; they may have left since.
fn brought_back<'a>(step: &Step<'a>, before: &'a Incident) -> impl Iterator<Item = PersonId> + use<'a> {
    let now = step.incident;
    let roles = [
        (before.owner, now.owner),
        (before.incident_manager, now.incident_manager),
        (before.communications_lead, now.communications_lead),
    ];
    let members = before.members.iter().filter(|member| !now.is_member(**member)).copied();
    roles.into_iter().filter(|(then, now)| then != now).filter_map(|(then, _)| then).chain(members)
}

impl Change {
    /// "Undo" does not reach behind it: it was one, what it
    /// deleted is gone, or another incident's timeline tells of it as well.
    pub fn ends_undo(&self) -> bool {
        let undo = matches!(self, Self::Undone { .. } | Self::Redacted { .. });
        undo || matches!(self, Self::Merged { .. } | Self::TakenApart { .. })
            || matches!(self, Self::DuplicateTaken { .. } | Self::DuplicateLeft { .. })
    }
}
