//! What happens by itself at an instant. A timer is a row: due and not fired; firing it deletes the row in the
//! transaction of its effect, so it fires once, after any downtime, in order.

use domain::ids::IncidentId;
use domain::incident::{Command, Facts, Incident, decide};
use domain::permissions::{Actor, Task};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, idempotency, index};
use crate::settings::Settings;
use crate::storage::{self, Key, Order, Read, Record, Table, Tx};

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
        tx.delete(Table::TimersByIncident, Key::new().u64(after.id.0).i64(due.0).done());
    }
    if let Some(due) = after.closes_at {
        tx.save(&close_key(due, after.id), &Timer::Close { incident: after.id })?;
        tx.put(Table::TimersByIncident, Key::new().u64(after.id.0).i64(due.0).done(), []);
        tx.wake_timers();
    }
    Ok(())
}

pub(crate) fn close_key(due: Moment, incident: IncidentId) -> Vec<u8> {
    Key::new().i64(due.0).u64(incident.0).done()
}

/// Fires everything that is due; answers how many timers fired.
pub async fn fire_due_timers(backend: &Backend) -> Result<usize> {
    let mut fired = 0;
    loop {
        let fixed = backend.options().fixed.clone();
        let now = backend.storage().write_background(move |tx| {
            let settings = Settings::load(tx, &fixed)?;
            let until = Key::new().i64(tx.now() + 1).done();
            let due = tx.scan(Table::Timers, &[], &until, Order::Ascending, FIRED_AT_ONCE)?;
            for (key, value) in &due {
                tx.delete(Table::Timers, key.as_slice());
                match storage::decode::<Timer>(value)? {
                    Timer::Close { incident } => close(tx, incident, &settings)?,
                }
            }
            idempotency::prune(tx)?;
            Ok(due.len())
        });
        let now = now.await?;
        fired += now;
        if now < FIRED_AT_ONCE {
            return Ok(fired);
        }
    }
}

/// Runs until the process ends: sleeps to the next due instant, or until a commit changes the timers.
pub async fn run_timers(backend: Backend) {
    loop {
        if let Err(error) = fire_due_timers(&backend).await {
            tracing::error!("timers: {error}");
        }
        let sleep = next_due(&backend).map_or(SLEEP_MOST, |due| {
            let left = u64::try_from(due - backend.storage().now()).unwrap_or(0);
            std::time::Duration::from_millis(left).min(SLEEP_MOST)
        });
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = backend.storage().timers_woken() => {}
        }
    }
}

fn next_due(backend: &Backend) -> Option<i64> {
    let first = backend.storage().read(|read| read.scan(Table::Timers, &[], &[], Order::Ascending, 1)).ok()?;
    let (key, _) = first.first()?;
    storage::KeyParts::of(key).i64().ok()
}

/// A refusal means that the incident went on meanwhile: the timer is spent all the same.
fn close(tx: &mut Tx<'_>, incident: IncidentId, settings: &Settings) -> Result<()> {
    let Some(before) = index::find(tx, incident)? else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    match decide(Some(&before), &Facts::default(), &Command::Close, &actor, Moment(tx.now())) {
        Ok(changes) => {
            let hand = Hand { who: actor.who, origin: Origin::Timer, quiet: false };
            record(tx, Some(before), &changes, hand, settings).map(|_| ())
        }
        Err(refusal) => {
            tracing::info!(?refusal, "a timer found nothing to close");
            Ok(())
        }
    }
}
