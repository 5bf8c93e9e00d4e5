//! The loop: claim what is due, send a few at a time, write down what the relay said, sleep until the next.
//!
//! While the relay is away nothing is claimed, so that each recipient gets one letter per incident when it comes
//! back; one letter is tried once per interval.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::LetterId;
use domain::time::SECOND;
use tokio::task::JoinSet;

use super::brake::Brake;
use super::claim::{CarriedOut, Claimed, Handed, Outgoing, carry_out, claim_due, release};
use super::logged::GivenUp;
use super::plan::{Planned, Planner};
use super::record::Numbers;
use super::route::{Carriage, Route};
use super::{SENT_AT_ONCE, record};
use crate::Backend;
use crate::error::{Error, Result};
use crate::mail::courier::{Outcome, Parcel};
use crate::notices;
use crate::notices::Trouble;

/// Letters claimed in one transaction.
const CLAIMED_AT_ONCE: usize = 32;
/// The longest sleep; a clock that jumps is noticed after so long.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// After an error of our own.
const REST_AFTER_ERROR: Duration = Duration::from_secs(5);
/// What letters under way get at the end.
const FAREWELL: Duration = Duration::from_secs(5);

pub(super) struct Worker {
    pub(super) desk: Backend,
    pub(super) route: Route,
    pub(super) patience: Duration,
    /// Tells this life of the process from others.
    pub(super) boot: u64,
    brake: Brake,
    pub(super) carriage: Option<Carriage>,
    /// Since when, and when the next letter may be tried.
    pub(super) pause: Option<(Trouble, i64)>,
    pub(super) ready: VecDeque<Outgoing>,
    pub(super) sending: JoinSet<Sent>,
    /// When notices will be ripe, as far as the last look told.
    next_ripe: Option<i64>,
    pub(super) recovered: bool,
}

/// What came of speaking to the relay: about a letter, or, without one, to see whether it can be spoken to.
pub(super) struct Sent {
    pub letter: Option<LetterId>,
    pub outcome: Outcome,
}

impl Worker {
    pub fn new(desk: Backend, route: Route, patience: Duration) -> Self {
        let mut boot = [0; 8];
        // Zero would only make this life look like another one whose draw failed as well.
        let _ = getrandom::fill(&mut boot);
        Self {
            desk,
            route,
            patience,
            boot: u64::from_le_bytes(boot),
            brake: Brake::default(),
            carriage: None,
            pause: None,
            ready: VecDeque::new(),
            sending: JoinSet::new(),
            next_ripe: None,
            recovered: false,
        }
    }

    pub async fn run(&mut self, stop: impl Future<Output = ()> + Send) {
        tokio::pin!(stop);
        loop {
            let sleep = match self.advance().await {
                Ok(true) => Duration::ZERO,
                Ok(false) => self.sleep(),
                Err(error) => {
                    tracing::error!("the outbox rests for a moment: {error}");
                    REST_AFTER_ERROR
                }
            };
            let woken = {
                let storage = self.desk.storage().clone();
                async move { storage.outbox_woken().await }
            };
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(done) = self.sending.join_next() => self.finish_with(done).await,
                () = woken => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
        self.part().await;
    }

    pub async fn work_off(&mut self) -> Result<()> {
        loop {
            if self.advance().await? {
                continue;
            }
            match self.sending.join_next().await {
                Some(done) => self.finish_with(done).await,
                None => return Ok(()),
            }
        }
    }

    /// One round. True when there may be more to do at once.
    async fn advance(&mut self) -> Result<bool> {
        self.recover().await?;
        self.desk.erase_redacted().await?;
        let settled = match self.sending.try_join_next() {
            Some(done) => {
                self.finish_with(done).await;
                true
            }
            None => false,
        };
        self.choose_courier().await?;
        self.heed()?;
        let room = self.room();
        if room == 0 {
            return Ok(settled);
        }
        let mut claimed = false;
        if self.ready.is_empty() {
            claimed = self.claim(if self.pause.is_some() { 1 } else { CLAIMED_AT_ONCE }).await?;
        }
        let started = self.start(room) || self.try_out();
        Ok(started || claimed || settled)
    }

    /// How many more letters may be under way.
    fn room(&self) -> usize {
        match &self.pause {
            Some((_, probe_at)) if self.desk.storage().now() < *probe_at || !self.sending.is_empty() => 0,
            Some(_) => 1,
            None => SENT_AT_ONCE.saturating_sub(self.sending.len()),
        }
    }

    /// True when the queue changed.
    async fn claim(&mut self, limit: usize) -> Result<bool> {
        if !self.has_courier() {
            return Ok(false);
        }
        let boot = self.boot;
        let now = self.desk.storage().now();
        // Most rounds find nothing due; that costs a snapshot, not a commit.
        if !self.desk.storage().read(|read| record::due(read, now, 1))?.is_empty() {
            let again = self.desk.storage().write_background(move |tx| claim_due(tx, boot, limit)).await?;
            let Claimed { outgoing, given_up } = again;
            given_up.iter().for_each(GivenUp::log);
            self.ready.extend(outgoing);
        }
        let left = limit.saturating_sub(self.ready.len());
        if left == 0 {
            return Ok(true);
        }
        let (desk, brake) = (self.desk.clone(), &mut self.brake);
        let numbers = Numbers::at(now)?;
        let Planned { plans, next } =
            self.desk.storage().read(|read| Planner { desk: &desk, read, brake, boot, now, numbers }.plan(left))?;
        self.next_ripe = next;
        if plans.is_empty() {
            return Ok(!self.ready.is_empty());
        }
        let done = self.desk.storage().write_background(move |tx| carry_out(tx, &desk, &plans)).await?;
        let CarriedOut { outgoing, fitted, given_up } = done;
        given_up.iter().for_each(GivenUp::log);
        self.ready.extend(outgoing);
        if fitted == 0 {
            // Something changes under our hands; look again soon, not at once.
            self.next_ripe = Some(now + SECOND);
        }
        Ok(fitted > 0 || !self.ready.is_empty())
    }

    fn has_courier(&self) -> bool {
        matches!(&self.carriage, Some(Carriage { courier: Ok(_), .. }))
    }

    fn start(&mut self, room: usize) -> bool {
        let Some(Carriage { courier: Ok(courier), .. }) = &self.carriage else { return false };
        let mut started = false;
        for _ in 0..room {
            let Some(letter) = self.ready.pop_front() else { break };
            let courier = Arc::clone(courier);
            started = true;
            self.sending.spawn(async move {
                let parcel = Parcel {
                    name: &letter.name,
                    envelope_from: &letter.from,
                    to: &letter.to,
                    bytes: letter.bytes.as_bytes(),
                };
                Sent { letter: Some(letter.id), outcome: courier.deliver(parcel).await }
            });
        }
        started
    }

    pub(super) fn sleep(&self) -> Duration {
        // Without room only the end of a delivery changes anything, and that wakes us by itself.
        let full = !self.sending.is_empty() && self.room() == 0;
        if full || !self.has_courier() {
            return LONGEST_SLEEP;
        }
        let now = self.desk.storage().now();
        let next = match &self.pause {
            Some((_, probe_at)) if *probe_at > now => Some(*probe_at),
            _ => self.next_instant().unwrap_or(None),
        };
        let wait = next.map_or(LONGEST_SLEEP, |next| Duration::from_millis((next - now).max(5).unsigned_abs()));
        wait.min(LONGEST_SLEEP)
    }

    /// The next attempt, or the next ripe notice.
    fn next_instant(&self) -> Result<Option<i64>> {
        let (attempt, first) =
            self.desk.storage().read(|read| Ok((record::next_due(read)?, notices::next_due(read)?)))?;
        // Notices that are due and not ripe are put off by later presses; the last look knows until when.
        let ripe = self.next_ripe.or(first);
        Ok([attempt, ripe].into_iter().flatten().min())
    }

    async fn part(&mut self) {
        let until = tokio::time::Instant::now() + FAREWELL;
        while let Ok(Some(done)) = tokio::time::timeout_at(until, self.sending.join_next()).await {
            self.finish_with(done).await;
        }
        // Whoever is still under way keeps the lease, which the next start finds void.
        let back: Vec<LetterId> = self.ready.drain(..).map(|letter| letter.id).collect();
        if let Err(error) = self.desk.storage().write_background(move |tx| release(tx, &back, Handed::Never)).await
            && !matches!(error, Error::Busy)
        {
            tracing::warn!("letters stay leased: {error}");
        }
        if let Some(Ok(courier)) = self.carriage.take().map(|carriage| carriage.courier) {
            courier.rest().await;
        }
    }
}
