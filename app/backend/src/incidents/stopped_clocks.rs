//! Rows of clocks that have stopped, for the figures: whether in time, of which priority and services, and when. Only of
//! what is open to the team: a restricted incident is in no figure.

use domain::classification::Priority;
use domain::clock::{Ledger, SegmentKind, State};
use domain::ids::ServiceId;
use domain::incident::{Incident, SlaClock};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::rows::IndexRow;
use crate::storage::{self, Key, Record, Table};

/// One clock that has stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoppedClock {
    pub number: String,
    pub title: String,
    pub clock: SlaClock,
    pub priority: Priority,
    pub services: Vec<ServiceId>,
    pub in_time: bool,
    pub due: Option<Moment>,
    pub stopped: Moment,
    /// Milliseconds of working time.
    pub elapsed: i64,
    /// Of the table of targets it was judged by.
    pub version: u32,
    /// What it came to before a time was corrected.
    #[serde(default)]
    pub was_in_time: Option<bool>,
    /// Its times cannot all be right.
    #[serde(default)]
    pub impossible: bool,
}

impl Record for StoppedClock {
    const TABLE: Table = Table::StoppedClocks;
    const VERSION: u8 = 1;
}

pub(super) fn rows(incident: &Incident, book: &Book) -> Result<Vec<IndexRow>> {
    let mut rows = Vec::new();
    for clock in SlaClock::ALL {
        if let Some(stopped) = stopped(incident, clock, book) {
            let key = Key::new().i64(stopped.stopped.0).u64(incident.id.0).byte(clock as u8).done();
            rows.push((Table::StoppedClocks, key, storage::encode(&stopped)?));
        }
    }
    Ok(rows)
}

fn stopped(incident: &Incident, clock: SlaClock, book: &Book) -> Option<StoppedClock> {
    let priority = incident.shown_priority().filter(|_| !incident.restricted)?;
    let ledger = incident.ledger(clock, book, incident.changed_at)?;
    let in_time = in_time(&ledger)?;
    let recorded = incident.as_recorded().and_then(|before| before.ledger(clock, book, incident.changed_at));
    let was_in_time = recorded.filter(|before| *before != ledger).and_then(|before| self::in_time(&before));
    // What follows the last stop is the time that it has stood since.
    let last = ledger.segments.iter().rev().find(|segment| segment.kind != SegmentKind::ConsideredSolved);
    Some(StoppedClock {
        number: incident.number.to_string(),
        title: incident.title.clone(),
        clock,
        priority,
        services: hit(incident),
        in_time,
        due: ledger.due.or_else(|| incident.sla.breach(clock).map(|breach| breach.due)),
        stopped: last.map_or(incident.starts_at(), |last| last.to),
        elapsed: ledger.elapsed,
        version: incident.sla.terms()?.version,
        was_in_time,
        impossible: !incident.impossible_orders().is_empty(),
    })
}

/// The services it hit, as the team said.
pub(super) fn hit(incident: &Incident) -> Vec<ServiceId> {
    let services = incident.affected.iter().filter(|affected| !affected.named).map(|affected| affected.service);
    let mut services: Vec<_> = services.collect();
    services.sort_unstable();
    services.dedup();
    services
}

/// `None` of what has not stopped, and of what was put aside without having been missed.
fn in_time(ledger: &Ledger) -> Option<bool> {
    match ledger.state {
        State::Met => Some(true),
        State::MetLate => Some(false),
        State::Cancelled => ledger.breached.then_some(false),
        State::Running | State::Paused | State::Breached => None,
    }
}
