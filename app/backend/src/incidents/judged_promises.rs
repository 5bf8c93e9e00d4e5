//! Rows of promised updates that came, or were missed, for the figures. Only of what is open to the team: a restricted
//! incident is in no figure.

use domain::classification::Priority;
use domain::ids::ServiceId;
use domain::incident::Incident;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::rows::IndexRow;
use crate::incidents::stopped_clocks;
use crate::storage::{self, Key, Record, Table};

/// One promise, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptOrMissed {
    pub number: String,
    pub title: String,
    pub priority: Priority,
    pub services: Vec<ServiceId>,
    pub due: Moment,
    /// When the update came, or the end in its place.
    pub at: Moment,
    pub kept: bool,
}

impl Record for KeptOrMissed {
    const TABLE: Table = Table::JudgedPromises;
    const VERSION: u8 = 1;
}

pub(super) fn rows(incident: &Incident, _: &Book) -> Result<Vec<IndexRow>> {
    let Some(priority) = incident.shown_priority().filter(|_| !incident.restricted) else { return Ok(Vec::new()) };
    let services = stopped_clocks::hit(incident);
    let mut rows = Vec::new();
    for (place, judged) in (0u64..).zip(&incident.sla.promises) {
        let row = KeptOrMissed {
            number: incident.number.to_string(),
            title: incident.title.clone(),
            priority,
            services: services.clone(),
            due: judged.due,
            at: judged.at,
            kept: judged.kept,
        };
        let key = Key::new().i64(judged.at.0).u64(incident.id.0).u64(place).done();
        rows.push((Table::JudgedPromises, key, storage::encode(&row)?));
    }
    Ok(rows)
}
