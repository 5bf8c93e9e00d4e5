//! A review is due in the transaction that resolves its incident, and is no more when that is taken back before anybody
//! wrote in it.

use domain::incident::{Incident, Status};
use domain::permissions::Who;
use domain::review::{ReviewNews, why_due};
use domain::time::Moment;

use super::ReviewRecord;
use super::due::due_after;
use super::ring::tell;
use crate::error::Result;
use crate::storage::Tx;

pub(crate) fn follow(tx: &mut Tx<'_>, incident: &Incident, by: Who) -> Result<()> {
    let found = ReviewRecord::find(tx, incident.id)?;
    match found {
        None if incident.status == Status::Resolved => {
            let Some(why) = why_due(incident) else { return Ok(()) };
            // Named at resolution: whoever has it, or leads it, or fixed it.
            let owner = incident.owner.or(incident.incident_manager).or(by.person());
            let due = due_after(tx, Moment(tx.now()))?;
            let record = ReviewRecord { why: Some(why), due: Some(due), ..ReviewRecord::new(incident.id, owner) };
            record.save(tx, None)?;
            tell(tx, &record, ReviewNews::Yours, by)
        }
        Some(record) if record.is_untouched() && (incident.status.is_open() || incident.kind.is_request()) => {
            record.remove(tx);
            Ok(())
        }
        None | Some(_) => Ok(()),
    }
}
