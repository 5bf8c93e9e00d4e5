//! Pushes alerts to targets that are not mail: claims what is due, says what still holds, sends each target's own at once
//! with all others, writes down what came of it, and sleeps until the next. A redirect is never followed and counts as a
//! failure; a private network is knocked at only where the target says that it may; each try of one push carries the
//! same id.

mod page;
mod send;
mod settle;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use domain::ids::PushTargetId;
use domain::time::Moment;
use tokio::task::JoinSet;

use crate::Backend;
use crate::delivery;
use crate::error::Result;
use crate::pushes::{PushRecord, QUEUE, TARGETS_MOST, TargetRecord};
use crate::storage::Tx;
use send::{Answer, Request, send};

pub use page::{PushPage, PushRow, TargetRow};

/// Looked at in one round; a target has one under way.
const DUE_AT_ONCE: usize = 100;
/// The longest sleep; a clock that jumps is noticed after so long.
const SLEEP_MOST: Duration = Duration::from_secs(60);
const REST_AFTER_ERROR: Duration = Duration::from_secs(5);
const ORPHANS_AT_ONCE: usize = 100;

pub struct Pusher {
    desk: Backend,
    /// From looking its name up to the answer.
    patience: Duration,
    /// Tells this life of the process from others.
    boot: u64,
    busy: BTreeSet<PushTargetId>,
    sending: JoinSet<(u64, PushTargetId, Answer)>,
    recovered: bool,
}

impl Pusher {
    pub fn new(desk: Backend, patience: Duration) -> Self {
        let mut boot = [0; 8];
        // Zero would only make this life look like another one whose draw failed as well.
        let _ = getrandom::fill(&mut boot);
        let boot = u64::from_le_bytes(boot);
        Self { desk, patience, boot, busy: BTreeSet::new(), sending: JoinSet::new(), recovered: false }
    }

    /// Runs until the process ends; what is under way then is tried again by the next one.
    pub async fn run(mut self) {
        loop {
            let sleep = match self.begin().await {
                Ok(()) => self.until_next(),
                Err(error) => {
                    tracing::error!("pushes: {error}");
                    REST_AFTER_ERROR
                }
            };
            let woken = self.desk.storage().clone();
            tokio::select! {
                Some(done) = self.sending.join_next() => self.end(done).await,
                () = woken.pushes_woken() => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
    }

    /// Sends all that is due at this instant and comes back; for tests.
    pub async fn work_off(&mut self) -> Result<()> {
        loop {
            self.begin().await?;
            let Some(done) = self.sending.join_next().await else { return Ok(()) };
            self.end(done).await;
        }
    }

    fn until_next(&self) -> Duration {
        let (storage, now) = (self.desk.storage(), self.desk.storage().now());
        let next = storage.read(|read| delivery::next_due(read, QUEUE)).ok().flatten();
        // What is due and waits for its target wakes when that is free again.
        let next = next.filter(|due| *due > now || self.busy.is_empty());
        next.map_or(SLEEP_MOST, |due| Duration::from_millis(u64::try_from(due - now).unwrap_or(0)).min(SLEEP_MOST))
    }

    /// Takes in hand what is due, one for each target, and begins to send it.
    async fn begin(&mut self) -> Result<()> {
        self.recover().await?;
        let (now, boot, busy) = (self.desk.storage().now(), self.boot, self.busy.clone());
        let due = self.desk.storage().read(|read| delivery::due(read, QUEUE, now, DUE_AT_ONCE))?;
        if due.is_empty() {
            return Ok(());
        }
        let claim = move |tx: &mut Tx<'_>| claim(tx, &due, &busy, boot);
        for (push, request) in self.desk.storage().write_background(claim).await? {
            self.busy.insert(push.target);
            let (id, target, patience) = (push.id, push.target, self.patience);
            self.sending.spawn(async move { (id, target, send(&request, patience).await) });
        }
        Ok(())
    }

    /// What a process had in hand that is no more waits with all others.
    async fn recover(&mut self) -> Result<()> {
        while !self.recovered {
            let boot = self.boot;
            let orphans = self.desk.storage().read(|read| delivery::orphans(read, QUEUE, boot, ORPHANS_AT_ONCE))?;
            self.recovered = orphans.is_empty();
            let give_back = move |tx: &mut Tx<'_>| {
                for id in &orphans {
                    if let Some(mut push) = PushRecord::find(tx, *id)? {
                        push.turn().give_back(tx);
                        push.save(tx)?;
                    }
                }
                Ok(())
            };
            self.desk.storage().write_background(give_back).await?;
        }
        Ok(())
    }

    async fn end(&mut self, done: std::result::Result<(u64, PushTargetId, Answer), tokio::task::JoinError>) {
        let Ok((id, target, answer)) = done else {
            // The lease brings it back.
            tracing::error!("a push died");
            self.busy.clear();
            return;
        };
        self.busy.remove(&target);
        let settle = move |tx: &mut Tx<'_>| settle::settle(tx, id, &answer);
        if let Err(error) = self.desk.storage().write_background(settle).await {
            tracing::error!("what came of a push cannot be written down, and it is sent again later: {error}");
        }
    }
}

/// One for each target that is free; what holds no longer is dropped.
fn claim(tx: &mut Tx<'_>, due: &[u64], busy: &BTreeSet<PushTargetId>, boot: u64) -> Result<Vec<(PushRecord, Request)>> {
    let (mut claimed, mut busy) = (Vec::new(), busy.clone());
    let now = tx.now();
    for id in due {
        let Some(mut push) = PushRecord::find(tx, *id)?.filter(|push| push.queued_for.is_some_and(|at| at <= now))
        else {
            continue;
        };
        if busy.contains(&push.target) || claimed.len() >= TARGETS_MOST {
            continue;
        }
        let target = TargetRecord::find(tx, push.target)?;
        let request = target.map_or(Ok(None), |target| words::request(tx, &push, &target, Moment(now)))?;
        match request {
            Some(request) => {
                push.turn().take(tx, boot);
                busy.insert(push.target);
                claimed.push((push.clone(), request));
            }
            None => settle::drop_out(tx, &mut push),
        }
        push.save(tx)?;
    }
    Ok(claimed)
}
