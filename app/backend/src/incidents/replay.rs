//! A stored timeline folded anew: for an undo, for `verify`, and when the shape of the state has changed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use domain::ids::IncidentId;
use domain::incident::{Incident, Replay};

use crate::error::Result;
use crate::incidents::entry;
use crate::storage::Read;

/// What a timeline comes to.
pub struct Refolded {
    pub state: Option<Incident>,
    /// No entry lost its content; where one did, `state` is what came before it.
    pub whole: bool,
}

/// What the whole timeline comes to.
pub fn refolded(read: &dyn Read, incident: IncidentId) -> Result<Refolded> {
    fold(read, incident, u64::MAX)
}

/// What the entries before `end` come to; `None` when some of them lost its content.
pub(super) fn state_before(read: &dyn Read, incident: IncidentId, end: u64) -> Result<Option<Incident>> {
    let folded = fold(read, incident, end)?;
    Ok(folded.state.filter(|_| folded.whole))
}

/// Twice along the timeline: an undo goes back to a state that must have been kept by then.
fn fold(read: &dyn Read, incident: IncidentId, end: u64) -> Result<Refolded> {
    let mut returns = BTreeSet::new();
    entry::walk(read, incident, |entry| {
        returns.extend(entry.change.as_ref().and_then(|change| change.returns_to()));
        if entry.sequence < end { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let (mut replay, mut whole) = (Replay::returning_to(returns), true);
    entry::walk(read, incident, |entry| {
        if entry.sequence >= end {
            return ControlFlow::Break(());
        }
        match &entry.change {
            Some(change) => replay.step(entry.sequence, change, entry.at),
            None => whole = false,
        }
        if whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(Refolded { state: replay.state, whole })
}
