//! What is pressing and taken by nobody goes further by steps: after a wait to the managers, after another to the whole
//! team. It begins where there is a rota, when an incident comes to wait for somebody who takes it; that is what answers
//! it, and being assigned by hand neither answers nor begins it anew. A row says at which step it is and who was told,
//! and stands as long as its timer does.

use domain::classification::Priority;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Incident, Status};
use domain::permissions::{Action, Actor, Object, Relation, Task};
use domain::time::{MINUTE, Moment};
use serde::{Deserialize, Serialize};

use crate::caller::must_be_permitted;
use crate::duty::{STEPS, alerted, alerted_further, has_rota};
use crate::error::Result;
use crate::incidents::index;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::{self, Order, Read, Record, Table, Tx};
use crate::timers::{self, Kind, Timer};

/// How long each step waits for an answer.
pub const P1_WAITS: i64 = 10 * MINUTE;
pub const P2_WAITS: i64 = 20 * MINUTE;
/// The entry that tells of the report.
const REPORTED: u64 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct EscalationRecord {
    due: Moment,
    /// The next one.
    step: u8,
    told: Vec<PersonId>,
}

impl Record for EscalationRecord {
    const TABLE: Table = Table::Escalations;
    const VERSION: u8 = 1;
}

/// `None` for what waits for nobody, or not so urgently. What is restricted is its members' duty.
fn wait_of(incident: &Incident) -> Option<i64> {
    if incident.status != Status::Reported || incident.restricted {
        return None;
    }
    match incident.shown_priority()? {
        Priority::P1 => Some(P1_WAITS),
        Priority::P2 => Some(P2_WAITS),
        Priority::P3 | Priority::P4 => None,
    }
}

fn key(incident: IncidentId) -> [u8; 8] {
    incident.0.to_be_bytes()
}

fn timer(incident: u64, due: Moment) -> Timer {
    Timer { due, kind: Kind::DutyEscalates, subject: incident, which: 0 }
}

/// Begins and ends it with the state of the incident.
pub(super) fn follow(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident, quiet: bool) -> Result<()> {
    match (before.and_then(wait_of), wait_of(after)) {
        (None, Some(wait)) if !quiet && has_rota(tx)? => {
            let now = Moment(tx.now());
            let told = alerted(tx, now)?.into_iter().map(|(person, _)| person).collect();
            keep(tx, after.id, &EscalationRecord { due: now.plus(wait), step: 0, told })
        }
        (_, None) => end(tx, after.id),
        (_, Some(_)) => Ok(()),
    }
}

fn keep(tx: &mut Tx<'_>, incident: IncidentId, record: &EscalationRecord) -> Result<()> {
    end(tx, incident)?;
    timers::set(tx, &timer(incident.0, record.due));
    tx.save(&key(incident), record)
}

fn end(tx: &mut Tx<'_>, incident: IncidentId) -> Result<()> {
    if let Some(record) = storage::load::<EscalationRecord>(tx, &key(incident))? {
        timers::remove(tx, &timer(incident.0, record.due).key());
        tx.delete(Table::Escalations, key(incident));
    }
    Ok(())
}

/// Nobody has answered: whoever has not been told yet is told now.
pub(crate) fn escalate(tx: &mut Tx<'_>, id: IncidentId) -> Result<()> {
    let Some(mut record) = storage::load::<EscalationRecord>(tx, &key(id))? else { return Ok(()) };
    end(tx, id)?;
    let Some(incident) = index::find(tx, id)? else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::ChangeIncident, Object::Incident(Relation::of(&actor, &incident)))?;
    let Some(wait) = wait_of(&incident) else { return Ok(()) };
    let now = Moment(tx.now());
    let mut next = Vec::new();
    // A step that finds nobody new does not keep the next one waiting.
    while next.is_empty() && record.step < STEPS {
        next = alerted_further(tx, now, record.step)?;
        next.retain(|(person, _)| !record.told.contains(person));
        record.step += 1;
    }
    for (person, reason) in next {
        let mut notice = Notice::new(Recipient::Person(person), NoticeKind::NewIncident, now);
        notice.incident = Some(id);
        notice.revision = REPORTED;
        notice.reasons = vec![reason];
        queue_notice(tx, &notice)?;
        record.told.push(person);
    }
    record.due = now.plus(wait);
    if record.step < STEPS { keep(tx, id, &record) } else { Ok(()) }
}

/// The timers of all, as `verify` expects them.
pub(crate) fn escalation_timers(read: &dyn Read) -> Result<Vec<Timer>> {
    let rows = read.scan_prefix(Table::Escalations, &[], Order::Ascending, usize::MAX)?;
    let of_row = |(incident, value): &(Vec<u8>, Vec<u8>)| {
        let record: EscalationRecord = storage::decode(value)?;
        Ok(timer(storage::KeyParts::of(incident).u64()?, record.due))
    };
    rows.iter().map(of_row).collect()
}
