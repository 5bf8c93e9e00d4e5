//! What new targets and new calendars do to the incidents that are there.

use domain::ids::IncidentId;
use domain::incident::{Command, Facts, Incident, Status, decide};
use domain::permissions::Actor;
use domain::time::Moment;

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::index::StoredIncident;
use crate::incidents::record::{Hand, record};
use crate::incidents::{facts, index, timers};
use crate::settings::Settings;
use crate::storage::{self, Key, KeyParts, Order, Read, Table, Tx};

/// Incidents of a month that a preview looks at.
const TRIED_MOST: usize = 5_000;

/// Every open incident of both classes; a restricted one stands under each of its members, and is told once.
pub(crate) fn open_incidents(read: &dyn Read) -> Result<Vec<Incident>> {
    let mut ids = std::collections::BTreeSet::new();
    for status in [Status::Reported, Status::Investigating, Status::Mitigated] {
        let column = Key::new().byte(status as u8).done();
        read.each_with_prefix(Table::OpenIncidents, &column, Order::Ascending, &mut |key, _| {
            ids.extend(id_of(key));
            true
        })?;
    }
    read.scan_each(Table::MemberIncidents, &[], &[], Order::Ascending, &mut |key, _| {
        ids.extend(id_of(key));
        true
    })?;
    let mut open = Vec::new();
    for id in ids {
        open.extend(index::find(read, id)?.filter(|incident| incident.status.is_open()));
    }
    Ok(open)
}

fn id_of(key: &[u8]) -> Option<IncidentId> {
    let last = key.len().checked_sub(8).map(|start| &key[start..])?;
    KeyParts::of(last).u64().map(IncidentId).ok()
}

/// What was reported since then and is open to the team, as far as `TRIED_MOST`; whether there was more.
pub(crate) fn reported_since(read: &dyn Read, since: Moment) -> Result<(Vec<Incident>, bool)> {
    let (mut found, mut broken, mut cut) = (Vec::new(), None, false);
    read.scan_each(Table::Incidents, &[], &[], Order::Ascending, &mut |_, value| {
        match storage::decode::<StoredIncident>(value) {
            Ok(StoredIncident(incident)) => {
                let counts = incident.reported_at >= since && !incident.restricted && !incident.kind.is_request();
                cut |= counts && found.len() == TRIED_MOST;
                found.extend(Some(incident).filter(|_| counts && !cut));
            }
            Err(error) => broken = Some(error),
        }
        broken.is_none() && !cut
    })?;
    broken.map_or(Ok((found, cut)), Err)
}

/// One open incident is judged by the targets of now.
pub(crate) fn retarget(tx: &mut Tx<'_>, id: IncidentId, actor: &Actor, settings: &Settings) -> Result<()> {
    let Some(before) = index::find(tx, id)? else { return Ok(()) };
    let terms = facts::terms_of(tx, &before)?;
    let facts = Facts { terms: Some(terms), ..Facts::default() };
    let changes = decide(Some(&before), &facts, &Command::Retarget, actor, Moment(tx.now()))?;
    if !changes.is_empty() {
        record(tx, Some(before), &changes, Hand::of(actor.who), settings)?;
    }
    Ok(())
}

/// The calendars say something else: when what is open is due, and what fires then, follows in the same transaction.
/// `change` changes them.
pub(crate) fn reindex(tx: &mut Tx<'_>, change: impl FnOnce(&mut Tx<'_>) -> Result<()>) -> Result<()> {
    let open = open_incidents(tx)?;
    let before = Book::of(tx, &open)?;
    change(tx)?;
    let after = Book::of(tx, &open)?;
    for incident in &open {
        index::follow_calendars(tx, incident, &before, &after)?;
        timers::follow_calendars(tx, incident, &before, &after);
    }
    Ok(())
}
