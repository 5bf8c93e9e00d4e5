use domain::clock::Span;

use super::roster::Roster;
use crate::error::Result;
use crate::storage::Read;

/// When somebody is on duty, whoever it is; the stretches of several rotations may overlap.
pub(crate) fn cover(read: &dyn Read, within: Span) -> Result<Vec<Span>> {
    let roster = Roster::load(read)?;
    let stretches = roster.rotations.iter().flat_map(|rotation| roster.stretches(rotation, within));
    Ok(stretches.filter(|stretch| stretch.person.is_some()).map(|stretch| stretch.span).collect())
}
