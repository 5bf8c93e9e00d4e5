//! What visitors may come to see of an incident, in one row: whatever `/`, `/report` and `/status` say is in it.

use domain::classification::Priority;
use domain::ids::{IncidentId, ServiceId};
use domain::incident::{Incident, Major, Number, Status};
use domain::service::Standing;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::rows::{IndexRow, row_tail, services};
use crate::calendars::Book;
use crate::error::Result;
use crate::storage::{self, Key, Record, Table};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PublicRow {
    pub id: IncidentId,
    pub number: Number,
    pub status: Status,
    /// Orders lines as the board does; no page says it.
    pub priority: Priority,
    /// There once staff published it; without, only who is inside the network reads the line of its service.
    pub public_title: Option<String>,
    pub workaround: Option<String>,
    /// The service its line is named by.
    pub service: Option<ServiceId>,
    /// How each service stands by it now, and since when.
    pub standing: Vec<(ServiceId, Standing, Moment)>,
    pub reported_at: Moment,
    pub ended_at: Option<Moment>,
    /// Who reported or joined it.
    pub people: u64,
    /// It has duplicates: who reported those counts as well.
    pub together: bool,
    /// Stands first where it is published.
    #[serde(default)]
    pub major: bool,
    /// Where it is published: each state it came to, and when; and when its state or its words changed last.
    #[serde(default)]
    pub steps: Vec<(Status, Moment)>,
    #[serde(default)]
    pub updated_at: Option<Moment>,
}

impl Record for PublicRow {
    const TABLE: Table = Table::PublicIncidents;
    const VERSION: u8 = 1;
}

impl PublicRow {
    pub fn is_published(&self) -> bool {
        self.public_title.is_some()
    }
}

/// None of a restricted incident or a request, and none where no visitor could be shown a line.
pub(super) fn public_rows(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    let shown = incident.is_published() || (incident.status.is_open() && !services(incident).is_empty());
    if incident.restricted || incident.kind.is_request() || !shown {
        return Ok(Vec::new());
    }
    let row = storage::encode(&public_row(incident))?;
    Ok(vec![(Table::PublicIncidents, row_tail(Key::new(), incident), row)])
}

pub(super) fn public_row(incident: &Incident) -> PublicRow {
    let stands = incident.affected_now().map(|hit| (hit.service, incident.standing_of(hit), hit.from));
    PublicRow {
        id: incident.id,
        number: incident.number.clone(),
        status: incident.status,
        priority: incident.priority,
        public_title: incident.public_title.clone(),
        workaround: incident.offered_workaround().map(str::to_owned),
        service: services(incident).first().copied(),
        standing: stands.collect(),
        reported_at: incident.reported_at,
        ended_at: incident.ended_at,
        people: incident.people() as u64,
        together: !incident.duplicates.is_empty(),
        major: incident.major == Major::Accepted,
        steps: if incident.is_published() { steps(incident) } else { Vec::new() },
        updated_at: incident.public_at.filter(|_| incident.is_published()),
    }
}

/// The states it came to, in order; closing it changes nothing that visitors read.
fn steps(incident: &Incident) -> Vec<(Status, Moment)> {
    let ended = incident.ended_at.filter(|_| incident.status != Status::Closed);
    let all = [
        (Status::Reported, Some(incident.reported_at)),
        (Status::Investigating, incident.taken_at),
        (Status::Mitigated, incident.mitigated_at),
        (Status::Resolved, incident.resolved_at),
        (incident.status, ended),
    ];
    let mut steps: Vec<_> = all.into_iter().filter_map(|(status, at)| Some((status, at?))).collect();
    steps.sort_by_key(|(_, at)| *at);
    steps
}
