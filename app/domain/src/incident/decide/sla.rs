use crate::classification::Priority;
use crate::field::Problem;
use crate::incident::decide::Step;
use crate::incident::{Bell, BreachCause, Change, Facts, Incident, SlaClock, SlaTerms};
use crate::refusal::Refusal;
use crate::text::Reason;
use crate::time::Moment;

/// What the changes of a command come to for the clocks: another priority brings its targets along, and a clock that
/// waits for the reporter waits no longer once others have it too, or once it cannot wait.
pub(super) fn follow(incident: Option<&Incident>, facts: &Facts, mut changes: Vec<Change>) -> Vec<Change> {
    let was = incident.map(|incident| incident.priority);
    let request = incident.is_some_and(|incident| incident.kind.is_request());
    let mut becomes = None;
    for change in &mut changes {
        if let Change::Reported(reported) = change {
            reported.terms = facts.terms(reported.priority).filter(|_| !reported.kind.is_request());
        } else if let Change::Prioritised { priority, terms, .. } = change {
            *terms = facts.terms(*priority).filter(|_| was != Some(*priority) && !request);
        } else if let Change::TypeChanged { kind } = change {
            becomes = was.filter(|_| request && !kind.is_request());
        }
    }
    changes.extend(becomes.and_then(|priority| facts.terms(priority)).map(|terms| Change::TargetsSet { terms }));
    let waits = incident.is_some_and(|incident| incident.hold.as_ref().is_some_and(|hold| hold.pauses));
    let ends = |change: &Change| matches!(change, Change::HeldOff { .. } | Change::Undone { .. });
    if waits && changes.iter().any(cannot_wait) && !changes.iter().any(ends) {
        changes.push(Change::PauseEnded);
    }
    changes
}

/// Somebody else has it, or it is too pressing.
fn cannot_wait(change: &Change) -> bool {
    let pressing = matches!(change, Change::Prioritised { priority: Priority::P1, .. } | Change::MajorAccepted);
    pressing || matches!(change, Change::Joined { .. } | Change::DuplicateTaken { .. })
}

/// A clock says by itself how late it is: once.
pub(super) fn ring(step: &Step<'_>, clock: SlaClock, bell: Bell, due: Moment) -> Vec<Change> {
    if step.incident.sla.has_rung(clock, bell) { Vec::new() } else { vec![Change::ClockRang { clock, bell, due }] }
}

/// New targets for what is open already.
pub(super) fn retarget(step: &Step<'_>) -> Vec<Change> {
    let incident = step.incident;
    let terms = incident.shown_priority().filter(|_| incident.status.is_open());
    let terms = terms.and_then(|priority| step.facts.terms(priority));
    let same = |now: SlaTerms, new: SlaTerms| {
        (now.response, now.resolution, now.calendar) == (new.response, new.resolution, new.calendar)
    };
    let differs = terms.filter(|new| !incident.sla.terms().is_some_and(|now| same(now, *new)));
    differs.map(|terms| Change::TargetsSet { terms }).into_iter().collect()
}

/// Why a target was missed. "Other" says what it was.
pub(super) fn explain(
    step: &Step<'_>,
    clock: SlaClock,
    cause: BreachCause,
    words: &str,
) -> Result<Vec<Change>, Refusal> {
    let breach = step.incident.sla.breach(clock).ok_or_else(|| Refusal::field("clock", Problem::Unknown))?;
    let words = Reason::parse_optional("words", words)?.map(Reason::into_string);
    if cause == BreachCause::Other && words.is_none() {
        return Err(Refusal::field("words", Problem::Missing));
    }
    let same = (breach.cause, &breach.cause_words) == (Some(cause), &words);
    Ok((!same).then_some(Change::BreachExplained { clock, cause, words }).into_iter().collect())
}
