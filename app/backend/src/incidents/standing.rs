//! How the letters of an incident stand, at the lines of its timeline that caused them: for updates to stakeholders as
//! long as not all of them were delivered, for every other line when one could not be.

use domain::ids::IncidentId;
use domain::view::incident::{LineKind, TimelineLine};

use crate::error::Result;
use crate::notices::deliveries;
use crate::storage::Read;

/// For a reader who may know who was told what.
pub(super) fn add_standing(read: &dyn Read, incident: IncidentId, lines: &mut [TimelineLine]) -> Result<()> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(()) };
    let deliveries = deliveries::within(read, incident, first.sequence, last.sequence)?;
    for line in lines.iter_mut().filter(|line| !line.undone) {
        let letters = deliveries.get(&line.sequence).map(deliveries::DeliveryRecord::view);
        line.letters = letters.filter(|letters| line.kind == LineKind::Update || letters.failed > 0);
    }
    Ok(())
}
