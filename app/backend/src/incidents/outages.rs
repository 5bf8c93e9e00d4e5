//! When each service was down or degraded by what the team confirmed, as rows: a month is read by its service and the
//! instant at which they ended. A restricted incident has none, so that no figure tells of it; what was cancelled and a
//! request were no outage; the outage of a merged one was.

use domain::availability::Outage;
use domain::clock::Span;
use domain::ids::{IncidentId, ServiceId};
use domain::incident::{Affected, Incident, Status};
use domain::service::Effect;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::rows::IndexRow;
use crate::storage::keys::prefix_end;
use crate::storage::{self, Key, Order, Read, Record, Table};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutageRow {
    pub incident: IncidentId,
    pub effect: Effect,
    pub from: Moment,
    /// `None` while it lasts.
    pub to: Option<Moment>,
}

impl Record for OutageRow {
    const TABLE: Table = Table::Outages;
    const VERSION: u8 = 1;
}

impl OutageRow {
    /// What lasts, lasts until now.
    pub fn outage(&self, now: Moment) -> Outage {
        Outage { span: Span { from: self.from, to: self.to.unwrap_or(now) }, effect: self.effect, planned: false }
    }
}

pub(super) fn outage_rows(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    let was_none = incident.restricted || incident.kind.is_request() || incident.status == Status::Cancelled;
    let hit = incident.affected.iter().filter(|affected| !was_none && !affected.named);
    let mut rows = Vec::new();
    for (place, affected) in hit.enumerate() {
        let effect = incident.effect_on(affected);
        if effect == Effect::NotAffected {
            continue;
        }
        let row = OutageRow { incident: incident.id, effect, from: affected.from, to: ended(incident, affected) };
        let until = row.to.map_or(i64::MAX, |to| to.0);
        let key =
            of_service(affected.service).i64(until).u64(incident.id.0).u32(u32::try_from(place).unwrap_or(u32::MAX));
        rows.push((Table::Outages, key.done(), storage::encode(&row)?));
    }
    Ok(rows)
}

/// What works again for everybody is over, whatever is left to do.
fn ended(incident: &Incident, affected: &Affected) -> Option<Moment> {
    let solved = incident.mitigated_at.filter(|_| incident.considered_solved);
    affected.to.or(solved.map(|at| at.max(affected.from)))
}

fn of_service(service: ServiceId) -> Key {
    Key::new().u64(service.0)
}

/// Those that reach into the span; whatever ended before it is not read.
pub fn outages_within(read: &dyn Read, service: ServiceId, span: Span) -> Result<Vec<OutageRow>> {
    let (first, end) = (of_service(service).i64(span.from.0).done(), prefix_end(&of_service(service).done()));
    let (mut found, mut broken) = (Vec::new(), None);
    read.scan_each(Table::Outages, &first, &end, Order::Ascending, &mut |_, value| {
        match storage::decode::<OutageRow>(value) {
            Ok(row) if row.from < span.to => found.push(row),
            Ok(_) => {}
            Err(error) => broken = Some(error),
        }
        broken.is_none()
    })?;
    broken.map_or(Ok(found), Err)
}
