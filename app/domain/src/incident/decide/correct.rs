//! A time that was written down wrong is corrected, with a reason; what was recorded first is kept.

use crate::field::{Fields, Problem};
use crate::incident::decide::Step;
use crate::incident::{Change, Milestone};
use crate::refusal::Refusal;
use crate::text::Reason;
use crate::time::{Moment, TYPED_REACH};

/// In every status: learning goes on after the end. An order that cannot have been is recorded, and counted nowhere:
/// whoever corrects one time of two passes through it.
pub(super) fn time(
    step: &Step<'_>,
    which: Milestone,
    at: Option<Moment>,
    reason: &str,
) -> Result<Vec<Change>, Refusal> {
    let (incident, mut fields) = (step.incident, Fields::default());
    let was = incident.instant(which);
    if was.is_none() && which != Milestone::Began {
        fields.refuse("which", Problem::Unknown);
    }
    let (after, before) = incident.room_for(which);
    match at {
        None => fields.refuse("at", Problem::Missing),
        Some(at) if at > step.now => fields.refuse("at", Problem::InTheFuture),
        Some(at) if at < incident.reported_at.plus(-TYPED_REACH) => fields.refuse("at", Problem::TooFarOff),
        Some(at) if after.is_some_and(|after| at <= after) || before.is_some_and(|before| at >= before) => {
            fields.refuse("at", Problem::OutOfTurn)
        }
        Some(_) => {}
    }
    let reason = fields.take(Reason::parse("reason", reason)).map(Reason::into_string);
    let (Some(to), Some(reason)) = (at, reason) else { return Err(fields.into_refusal()) };
    fields.finish()?;
    Ok((was != Some(to)).then_some(Change::TimeCorrected { which, was, to, reason }).into_iter().collect())
}
