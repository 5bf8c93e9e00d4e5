//! Fires timers that are due, in order, each in the transaction of its effect: so it fires once, after any downtime,
//! and never without what it does. One that fails is noted and tried again later (`timers/stuck.rs`); it holds back no
//! other. What each kind does stands in `happen`.

use std::time::Duration;

use data_encoding::HEXLOWER;
use domain::ids::{AbsenceId, ActionId, IncidentId, PersonId, PlannedId};
use domain::incident::{Command, Press};

use crate::error::{Error, Result};
use crate::settings::Settings;
use crate::storage::{KeyParts, Order, Read, Snapshot, Table, Tx, keys};
use crate::timers::{self, Kind, Timer, stuck};
use crate::{Backend, actions, duty, incidents, planned, reviews};

/// Timers fired in one transaction; the rest follow in the next.
const FIRED_AT_ONCE: usize = 50;
/// How long the scheduler sleeps at most; a clock that jumps is noticed after so long, and what failed is tried again.
const SLEEP_MOST: Duration = Duration::from_secs(60);

/// What happens when a timer fires, in the transaction that removes it.
fn happen(tx: &mut Tx<'_>, timer: &Timer, settings: &Settings) -> Result<()> {
    match timer.kind {
        Kind::IncidentCloses => incidents::by_itself(tx, IncidentId(timer.subject), &Press::Close.into(), settings),
        Kind::ReporterReminded => {
            incidents::by_itself(tx, IncidentId(timer.subject), &Command::RemindReporter, settings)
        }
        Kind::HoldReviewed => incidents::by_itself(tx, IncidentId(timer.subject), &Command::ReviewHold, settings),
        Kind::PromiseRings => incidents::ring_promise(tx, IncidentId(timer.subject), timer.which, settings),
        Kind::MorningLetter => incidents::morning_comes(tx, PersonId(timer.subject), settings),
        Kind::ChaseDue => incidents::by_itself(tx, IncidentId(timer.subject), &Command::RemindChase, settings),
        Kind::LegalRings => {
            let command = Command::RingLegal { deadline: incidents::legal_deadline(timer.which) };
            incidents::by_itself(tx, IncidentId(timer.subject), &command, settings)
        }
        Kind::ClockRings => incidents::ring(tx, IncidentId(timer.subject), timer.which, settings),
        Kind::PlannedDayBefore => planned::remind(tx, PlannedId(timer.subject)),
        Kind::ActionRings => actions::ring(tx, ActionId(timer.subject), timer.which),
        Kind::ReviewRings => reviews::ring(tx, IncidentId(timer.subject), timer.which),
        Kind::DutyReminds => duty::remind(tx, AbsenceId(timer.subject)),
        Kind::DutyEscalates => incidents::escalate(tx, IncidentId(timer.subject), settings),
    }
}

/// Runs until the process ends: sleeps to the next due instant, or until a commit changes the timers.
pub(super) async fn run_timers(desk: Backend) {
    loop {
        let looked = desk.storage().now();
        if let Err(error) = desk.fire_due_timers().await {
            tracing::error!("timers: {error}");
        }
        let sleep = next_due(&desk, looked).map_or(SLEEP_MOST, |due| {
            let left = u64::try_from(due - desk.storage().now()).unwrap_or(0);
            Duration::from_millis(left).min(SLEEP_MOST)
        });
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = desk.storage().timers_woken() => {}
        }
    }
}

impl Backend {
    /// Fires everything that is due; answers how many timers fired.
    pub async fn fire_due_timers(&self) -> Result<usize> {
        let now = self.storage().now();
        let until = timers::due_before(now + 1);
        let (mut from, mut fired) = (Vec::new(), 0);
        loop {
            let rows = |read: &Snapshot| {
                let rows = read.scan(Table::Timers, &from, &until, Order::Ascending, FIRED_AT_ONCE)?;
                let last = rows.last().map(|(key, _)| keys::after(key));
                let keys = rows.into_iter().map(|(key, _)| key).filter(|key| !stuck::rests(read, key, now));
                Ok((keys.collect::<Vec<_>>(), last))
            };
            let (due, last) = self.storage().read(rows)?;
            let Some(next) = last else { return Ok(fired) };
            from = next;
            if due.is_empty() {
                continue;
            }
            fired += match fire(self, due.clone()).await {
                Err(error) if !is_of_the_timer(&error) => return Err(error),
                Err(_) => fire_one_by_one(self, due).await?,
                Ok(now) => now,
            };
        }
    }
}

/// Finds those that fail, so that the others fire.
async fn fire_one_by_one(desk: &Backend, due: Vec<Vec<u8>>) -> Result<usize> {
    let mut fired = 0;
    for key in due {
        match fire(desk, vec![key.clone()]).await {
            Ok(now) => fired += now,
            Err(error) if !is_of_the_timer(&error) => return Err(error),
            Err(error) => {
                let timer = HEXLOWER.encode(&key);
                let tries = desk.storage().write_background(move |tx| stuck::note(tx, &key)).await?;
                tracing::error!(timer, tries, "a timer cannot fire and is tried again later: {error}");
            }
        }
    }
    Ok(fired)
}

/// Those that still stand, in one transaction.
async fn fire(desk: &Backend, due: Vec<Vec<u8>>) -> Result<usize> {
    let fixed = desk.options().fixed.clone();
    let fire = move |tx: &mut Tx<'_>| {
        let settings = Settings::load(tx, &fixed)?;
        let mut fired = 0;
        for key in &due {
            if tx.contains(Table::Timers, key)? {
                let timer = Timer::parse(key)?;
                timers::remove(tx, key);
                happen(tx, &timer, &settings)?;
                fired += 1;
            }
        }
        Ok(fired)
    };
    desk.storage().write_background(fire).await
}

/// While nothing at all is written, no timer is to blame.
fn is_of_the_timer(error: &Error) -> bool {
    !matches!(error, Error::DiskFull | Error::Busy)
}

/// The first after an instant: what was due then and still stands is tried again at leisure.
pub(crate) fn next_due(desk: &Backend, looked: i64) -> Option<i64> {
    let from = timers::due_before(looked + 1);
    let first = desk.storage().read(|read| read.scan(Table::Timers, &from, &[], Order::Ascending, 1)).ok()?;
    let (key, _) = first.first()?;
    KeyParts::of(key).i64().ok()
}
