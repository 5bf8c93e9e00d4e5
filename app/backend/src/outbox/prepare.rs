//! What comes before letters are claimed: what a dead process left, which courier carries them now, and whether the
//! relay can be spoken to. A relay that could not be is tried without a letter when none waits, so that what screens
//! say of it ends with its absence.

use std::sync::Arc;

use super::claim::{Handed, release};
use super::route::Carriage;
use super::worker::{Sent, Worker};
use super::{from_before, record};
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::notices::Trouble;
use crate::storage;

/// Orphans of a dead process given back in one transaction.
const ORPHANS_AT_ONCE: usize = 200;

impl Worker {
    /// Letters a dead process was sending go back into the queue at once; those of another desk wait for a word.
    pub(super) async fn recover(&mut self) -> Result<()> {
        let boot = self.boot;
        if !self.recovered && self.desk.storage().read(|read| storage::copied_at(read))?.is_some() {
            while self.desk.storage().write_background(from_before::set_aside).await? {}
            let letters = self.desk.storage().read(|read| from_before::count(read))?;
            tracing::warn!(letters, "this desk began with a copy: letters from before it wait for an administrator");
        }
        while !self.recovered {
            let orphans = self.desk.storage().read(|read| record::orphans(read, boot, ORPHANS_AT_ONCE))?;
            if orphans.is_empty() {
                self.recovered = true;
                let now = self.desk.storage().now();
                let trouble = self.desk.storage().read(|read| Trouble::find(read))?;
                self.pause = trouble.map(|trouble| (trouble, now));
                return Ok(());
            }
            self.desk.storage().write_background(move |tx| release(tx, &orphans, Handed::Perhaps)).await?;
        }
        Ok(())
    }

    /// Other settings make another courier; whoever saved them ended the pause (`trouble.rs`).
    pub(super) async fn choose_courier(&mut self) -> Result<()> {
        if let Some(carriage) = &self.carriage
            && carriage.is_current(&self.desk)?
        {
            return Ok(());
        }
        let old = self.carriage.take();
        let carriage = Carriage::load(&self.route, &self.desk, self.patience)?;
        let unusable = carriage.courier.as_ref().err().cloned();
        self.carriage = Some(carriage);
        if let Some(answer) = unusable {
            self.pause_for(&Outcome::QueueTrouble { answer }).await?;
        }
        if let Some(Ok(courier)) = old.map(|carriage| carriage.courier) {
            courier.rest().await;
        }
        Ok(())
    }

    /// Whoever saves mail settings tries them and writes down what came of it; here it is heeded.
    pub(super) fn heed(&mut self) -> Result<()> {
        let (stored, now) = (self.desk.storage().read(|read| Trouble::find(read))?, self.desk.storage().now());
        match (&self.pause, stored) {
            (None, Some(trouble)) => self.pause = Some((trouble.clone(), now + trouble.probe_interval())),
            (Some(_), None) => self.pause = None,
            (Some(_), Some(_)) | (None, None) => {}
        }
        Ok(())
    }

    /// While mail is paused and no letter could tell, the relay is asked whether it can be spoken to. Called when a
    /// try is due.
    pub(super) fn try_out(&mut self) -> bool {
        let idle = self.ready.is_empty() && self.sending.is_empty();
        let Some(Carriage { courier: Ok(courier), sender, .. }) = &self.carriage else { return false };
        if self.pause.is_none() || !idle {
            return false;
        }
        let (courier, sender) = (Arc::clone(courier), sender.clone());
        self.sending.spawn(async move { Sent { letter: None, outcome: courier.try_out(&sender).await } });
        true
    }
}
