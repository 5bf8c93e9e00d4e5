//! A stored timeline folded anew: for an undo, for `verify`, and when the shape of the state has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use domain::ids::IncidentId;
use domain::incident::{Change, Incident, Replay};

use crate::error::Result;
use crate::incidents::entry;
use crate::storage::Read;

/// What a timeline comes to.
pub struct Refolded {
    pub state: Option<Incident>,
    /// No entry lost its content without a later one that says what stands in its place; where one did, `state` is what
    /// came before it.
    pub whole: bool,
    /// Entries whose words were taken out, as later ones tell.
    pub taken_out: u64,
}

/// What the whole timeline comes to.
pub fn refolded(read: &dyn Read, incident: IncidentId) -> Result<Refolded> {
    fold(read, incident, u64::MAX, BTreeMap::new())
}

/// What it would come to with that entry in the place of the one of this sequence.
pub(super) fn refolded_with(
    read: &dyn Read,
    incident: IncidentId,
    sequence: u64,
    stump: &Change,
) -> Result<Option<Incident>> {
    let folded = fold(read, incident, u64::MAX, BTreeMap::from([(sequence, stump.clone())]))?;
    Ok(folded.state.filter(|_| folded.whole))
}

/// What the entries before `end` come to; `None` when some of them lost its content.
pub(super) fn state_before(read: &dyn Read, incident: IncidentId, end: u64) -> Result<Option<Incident>> {
    let folded = fold(read, incident, end, BTreeMap::new())?;
    Ok(folded.state.filter(|_| folded.whole))
}

/// Twice along the timeline: an undo goes back to a state that must have been kept by then, and what stands in place of
/// deleted words is told later than it stands.
fn fold(read: &dyn Read, incident: IncidentId, end: u64, mut instead: BTreeMap<u64, Change>) -> Result<Refolded> {
    let mut returns = BTreeSet::new();
    entry::walk(read, incident, |entry| {
        let Some(change) = entry.change else { return ControlFlow::Continue(()) };
        returns.extend(change.returns_to());
        if let Change::Redacted { sequence, stump, .. } = change {
            instead.insert(sequence, *stump);
        }
        ControlFlow::Continue(())
    })?;
    let (mut replay, mut whole, mut taken_out) = (Replay::returning_to(returns), true, 0);
    entry::walk(read, incident, |entry| {
        if entry.sequence >= end {
            return ControlFlow::Break(());
        }
        taken_out += u64::from(entry.change.is_none() && instead.contains_key(&entry.sequence));
        match instead.get(&entry.sequence).or(entry.change.as_ref()) {
            Some(change) => replay.step(entry.sequence, change, entry.at),
            None => whole = false,
        }
        if whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(Refolded { state: replay.state, whole, taken_out })
}
