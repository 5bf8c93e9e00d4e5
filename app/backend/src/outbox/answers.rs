//! What the relay said becomes true: letters settle, the whole queue pauses, or goes on.

use domain::ids::LetterId;

use super::claim::{Handed, release};
use super::logged::{Settled, code_of};
use super::settle::settle;
use super::worker::{Sent, Worker};
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::notices::Trouble;
use crate::storage::Tx;

/// How one delivery ended; the error is a panic of ours.
pub(super) type Ended = std::result::Result<Sent, tokio::task::JoinError>;

fn settle_all(tx: &mut Tx<'_>, outcomes: &[Sent]) -> Result<Vec<Settled>> {
    let mut settled = Vec::with_capacity(outcomes.len());
    for Sent { letter, outcome } in outcomes {
        let Some(id) = *letter else { continue };
        let state = settle(tx, id, outcome)?;
        settled.extend(state.map(|state| Settled { id, state, code: code_of(outcome) }));
    }
    Ok(settled)
}

impl Worker {
    /// What has ended together settles in one commit.
    pub(super) async fn finish_with(&mut self, first: Ended) {
        let mut done = vec![first];
        while let Some(one) = self.sending.try_join_next() {
            done.push(one);
        }
        self.finish(done).await;
    }

    /// Writes down what the relay said. A failure here leaves the lease, and the letter is sent again later.
    async fn finish(&mut self, done: Vec<Ended>) {
        let mut outcomes = Vec::new();
        for one in done {
            match one {
                Ok(outcome) => outcomes.push(outcome),
                Err(error) => tracing::error!("a delivery died: {error}"),
            }
        }
        if outcomes.is_empty() {
            return;
        }
        let answers = || outcomes.iter().map(|sent: &Sent| &sent.outcome);
        let trouble = answers().find(|outcome| Trouble::of(outcome, 0).is_some()).cloned();
        let spoken_to = answers().any(|outcome| Trouble::of(outcome, 0).is_none());
        let settled = self.desk.storage().write_background(move |tx| settle_all(tx, &outcomes)).await;
        let settled = settled.map(|settled| settled.iter().for_each(Settled::log));
        let followed = match trouble {
            Some(outcome) => self.pause_for(&outcome).await,
            None if spoken_to => self.go_on().await,
            None => Ok(()),
        };
        for error in [settled, followed].into_iter().filter_map(Result::err) {
            tracing::error!("the outbox could not write down an answer: {error}");
        }
    }

    /// Stops the whole queue; what was claimed and not sent goes back.
    pub(super) async fn pause_for(&mut self, outcome: &Outcome) -> Result<()> {
        let now = self.desk.storage().now();
        let Some(trouble) = Trouble::of(outcome, now) else { return Ok(()) };
        if self.pause.is_none() {
            tracing::warn!(relay = outcome.answer(), "mail waits: the relay cannot be used");
        }
        self.pause = Some((trouble.clone(), now + trouble.probe_interval()));
        let back: Vec<LetterId> = self.ready.drain(..).map(|letter| letter.id).collect();
        self.desk
            .storage()
            .write_background(move |tx| {
                trouble.save(tx)?;
                release(tx, &back, Handed::Never)
            })
            .await
    }

    pub(super) async fn go_on(&mut self) -> Result<()> {
        if self.pause.take().is_none() && self.desk.storage().read(|read| Trouble::find(read))?.is_none() {
            return Ok(());
        }
        tracing::info!("mail goes on");
        self.desk
            .storage()
            .write_background(|tx| {
                Trouble::clear(tx);
                Ok(())
            })
            .await
    }
}
