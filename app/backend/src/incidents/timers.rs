//! What happens by itself at an instant. A timer is a row: due and not fired; firing it deletes the row in the
//! transaction of its effect, so it fires once, after any downtime, in order.

use domain::ids::IncidentId;
use domain::incident::{Facts, Incident, Press, decide};
use domain::permissions::{Actor, Task};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{IndexRow, idempotency, index};
use crate::settings::Settings;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Snapshot, Table, Tx, keys};

/// Timers fired in one transaction; the rest follow in the next.
const FIRED_AT_ONCE: usize = 50;
/// How long the scheduler sleeps at most; a clock that jumps is noticed after so long.
const SLEEP_MOST: std::time::Duration = std::time::Duration::from_secs(60);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Timer {
    /// The window after resolving is over.
    Close { incident: IncidentId },
}

impl Record for Timer {
    const TABLE: Table = Table::Timers;
    const VERSION: u8 = 1;
}

/// Brings the timers of an incident in step with its state.
pub(super) fn follow(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident) -> Result<()> {
    let old = before.and_then(|b| b.closes_at);
    if old == after.closes_at {
        return Ok(());
    }
    if let Some(due) = old {
        tx.delete(Table::Timers, close_key(due, after.id));
        tx.delete(Table::TimersByIncident, by_incident(&close_key(due, after.id))?);
    }
    if let Some(due) = after.closes_at {
        tx.save(&close_key(due, after.id), &Timer::Close { incident: after.id })?;
        tx.put(Table::TimersByIncident, by_incident(&close_key(due, after.id))?, []);
        tx.wake_timers();
    }
    Ok(())
}

/// The timers an incident has, as `verify` expects them.
pub(crate) fn rows(incident: &Incident) -> Result<Vec<IndexRow>> {
    let Some(due) = incident.closes_at else { return Ok(Vec::new()) };
    let key = close_key(due, incident.id);
    let by_incident = by_incident(&key)?;
    let timer = storage::encode(&Timer::Close { incident: incident.id })?;
    Ok(vec![(Table::Timers, key, timer), (Table::TimersByIncident, by_incident, Vec::new())])
}

/// The other row of the same timer.
fn by_incident(key: &[u8]) -> Result<Vec<u8>> {
    let mut parts = KeyParts::of(key);
    let (due, incident) = (parts.i64()?, parts.u64()?);
    Ok(Key::new().u64(incident).i64(due).done())
}

pub(crate) fn close_key(due: Moment, incident: IncidentId) -> Vec<u8> {
    Key::new().i64(due.0).u64(incident.0).done()
}

/// Fires everything that is due; answers how many timers fired. One that fails stays for the next time and holds
/// back no other.
pub async fn fire_due_timers(backend: &Backend) -> Result<usize> {
    let mut fired = 0;
    let mut from = Vec::new();
    loop {
        let until = Key::new().i64(backend.storage().now() + 1).done();
        let rows = |read: &Snapshot| read.scan(Table::Timers, &from, &until, Order::Ascending, FIRED_AT_ONCE);
        let due: Vec<Vec<u8>> = backend.storage().read(rows)?.into_iter().map(|(key, _)| key).collect();
        let Some(last) = due.last() else { break };
        from = keys::after(last);
        match fire(backend, due.clone()).await {
            Ok(now) => fired += now,
            Err(_) => fired += fire_one_by_one(backend, due).await,
        }
    }
    backend.storage().write_background(idempotency::prune).await?;
    Ok(fired)
}

async fn fire_one_by_one(backend: &Backend, due: Vec<Vec<u8>>) -> usize {
    let mut fired = 0;
    for key in due {
        match fire(backend, vec![key]).await {
            Ok(now) => fired += now,
            Err(error) => tracing::error!("a timer cannot fire: {error}"),
        }
    }
    fired
}

/// Those of the rows that still stand, in one transaction.
async fn fire(backend: &Backend, due: Vec<Vec<u8>>) -> Result<usize> {
    let fixed = backend.options().fixed.clone();
    let fire = move |tx: &mut Tx<'_>| {
        let settings = Settings::load(tx, &fixed)?;
        let mut fired = 0;
        for key in &due {
            let Some(value) = tx.get(Table::Timers, key)? else { continue };
            let Timer::Close { incident } = storage::decode::<Timer>(&value)?;
            tx.delete(Table::Timers, key.as_slice());
            tx.delete(Table::TimersByIncident, by_incident(key)?);
            close(tx, incident, &settings)?;
            fired += 1;
        }
        Ok(fired)
    };
    backend.storage().write_background(fire).await
}

/// Runs until the process ends: sleeps to the next due instant, or until a commit changes the timers.
pub async fn run_timers(backend: Backend) {
    loop {
        let looked = backend.storage().now();
        if let Err(error) = fire_due_timers(&backend).await {
            tracing::error!("timers: {error}");
        }
        let sleep = next_due(&backend, looked).map_or(SLEEP_MOST, |due| {
            let left = u64::try_from(due - backend.storage().now()).unwrap_or(0);
            std::time::Duration::from_millis(left).min(SLEEP_MOST)
        });
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = backend.storage().timers_woken() => {}
        }
    }
}

/// The first after an instant: what was due then and still stands cannot fire and is tried again at leisure.
fn next_due(backend: &Backend, looked: i64) -> Option<i64> {
    let from = Key::new().i64(looked + 1).done();
    let first = backend.storage().read(|read| read.scan(Table::Timers, &from, &[], Order::Ascending, 1)).ok()?;
    let (key, _) = first.first()?;
    KeyParts::of(key).i64().ok()
}

/// A refusal means that the incident went on meanwhile: the timer is spent all the same.
fn close(tx: &mut Tx<'_>, incident: IncidentId, settings: &Settings) -> Result<()> {
    let Some(before) = index::find(tx, incident)? else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    match decide(Some(&before), &Facts::default(), &Press::Close.into(), &actor, Moment(tx.now())) {
        Ok(changes) => record(tx, Some(before), &changes, Hand::of(actor.who), settings).map(|_| ()),
        Err(refusal) => {
            tracing::info!(?refusal, "a timer found nothing to close");
            Ok(())
        }
    }
}
