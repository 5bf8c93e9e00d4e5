use crate::classification::Priority;
use crate::field::{Fields, Problem};
use crate::incident::decide::Step;
use crate::incident::{Change, Hold, HoldEnd, HoldReason, Major};
use crate::refusal::Refusal;
use crate::text::Reason;
use crate::time::{Moment, TYPED_REACH};

/// An open incident waits, with a reason and when it is expected to end; "other" says what for, and who waits for the
/// reporter asks them something.
pub(super) fn hold(
    step: &Step<'_>,
    reason: HoldReason,
    note: &str,
    until: Option<Moment>,
) -> Result<Vec<Change>, Refusal> {
    step.must_be_open()?;
    if step.incident.hold.is_some() {
        return Err(Refusal::AlreadyOnHold);
    }
    let note = Reason::parse_optional("note", note)?.map(Reason::into_string);
    if reason == HoldReason::Other && note.is_none() {
        return Err(Refusal::field("note", Problem::Missing));
    }
    if reason == HoldReason::AwaitingReporter && note.is_none() && step.incident.first_reporter().is_some() {
        return Err(Refusal::field("question", Problem::Missing));
    }
    step.must_be_meant("until", until)?;
    if until.is_some_and(|until| until <= step.now) {
        return Err(Refusal::field("until", Problem::InThePast));
    }
    let pauses = reason == HoldReason::AwaitingReporter && may_pause(step);
    Ok(vec![Change::HeldOn { reason, note: note.unwrap_or_default(), until, pauses }])
}

/// Only a question to a reporter who can answer stops the clock, and never where others wait as well.
fn may_pause(step: &Step<'_>) -> bool {
    let incident = step.incident;
    let alone = incident.reporters.len() == 1 && incident.duplicates.is_empty();
    let pressing = incident.priority == Priority::P1 || incident.major == Major::Accepted;
    alone && !pressing && incident.first_reporter().is_some() && step.facts.reporter_reachable
}

pub(super) fn end(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    if step.incident.hold.is_none() {
        return Err(Refusal::NotOnHold);
    }
    Ok(vec![Change::HeldOff { why: HoldEnd::ByHand }])
}

/// Leaving the open statuses ends a hold.
pub(super) fn ended_by_leaving(step: &Step<'_>) -> Vec<Change> {
    step.incident.hold.iter().map(|_| Change::HeldOff { why: HoldEnd::LeftOpen }).collect()
}

/// A reporter's words end "awaiting reporter".
pub(super) fn ended_by_answer(step: &Step<'_>) -> Vec<Change> {
    let awaited = step.incident.hold.iter().filter(|h| h.reason == HoldReason::AwaitingReporter);
    awaited.map(|_| Change::HeldOff { why: HoldEnd::ReporterAnswered }).collect()
}

/// With when somebody looks at it again: the reporter is asked once more where there is one, and without an expected end
/// it comes up for review after some days.
pub(super) fn watched(
    step: &Step<'_>,
    reason: HoldReason,
    until: Option<Moment>,
    mut changes: Vec<Change>,
) -> Vec<Change> {
    if let Some(facts) = step.facts.hold {
        let asked = reason == HoldReason::AwaitingReporter && step.incident.first_reporter().is_some();
        let review_at = until.unwrap_or(facts.review_at);
        changes.push(Change::HoldWatched { remind_at: asked.then_some(facts.remind_at), review_at });
    }
    changes
}

/// Once, while the answer is still awaited.
pub(super) fn remind(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    let due = step.incident.hold_watch().and_then(|watch| watch.remind_at).is_some_and(|at| at <= step.now);
    if due { Ok(vec![Change::ReporterReminded]) } else { Err(Refusal::NotOnHold) }
}

pub(super) fn review(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    let due = step.incident.hold_watch().and_then(|watch| watch.review_at).is_some_and(|at| at <= step.now);
    if due { Ok(vec![Change::HoldOverdue]) } else { Err(Refusal::NotOnHold) }
}

/// The vendor was asked: under which number it is known there, what they said, and when somebody asks again.
pub(super) fn chase(step: &Step<'_>, ticket: &str, note: &str, again: Option<Moment>) -> Result<Vec<Change>, Refusal> {
    at_vendor(step).ok_or(Refusal::NotOnHold)?;
    let mut fields = Fields::default();
    let ticket = fields.take(Reason::parse_optional("ticket", ticket));
    let note = fields.take(Reason::parse_optional("note", note));
    if again.is_some_and(|again| again <= step.now) {
        fields.refuse("again", Problem::InThePast);
    } else if again.is_some_and(|again| again > step.now.plus(TYPED_REACH)) {
        fields.refuse("again", Problem::TooFarOff);
    }
    let (Some(ticket), Some(note)) = (ticket, note) else { return Err(fields.into_refusal()) };
    if ticket.is_none() && note.is_none() && again.is_none() {
        fields.refuse("note", Problem::Missing);
    }
    fields.finish()?;
    let (ticket, note) = (ticket.map(Reason::into_string), note.map(Reason::into_string).unwrap_or_default());
    Ok(vec![Change::VendorChased { ticket, note, again_at: again }])
}

/// Once for each time that was set.
pub(super) fn chase_due(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    let due = step.incident.chase_at().is_some_and(|at| at <= step.now);
    if due { Ok(vec![Change::ChaseDue]) } else { Err(Refusal::NotOnHold) }
}

fn at_vendor<'a>(step: &Step<'a>) -> Option<&'a Hold> {
    step.incident.hold.as_ref().filter(|hold| hold.reason == HoldReason::Vendor)
}
