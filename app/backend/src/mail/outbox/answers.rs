//! What the relay said becomes true: letters settle, the whole queue pauses, or goes on.

use domain::ids::LetterId;
use domain::view::letters::LetterState;

use super::claim::release;
use super::settle::settle;
use super::trouble::Trouble;
use super::worker::Worker;
use crate::error::Result;
use crate::mail::courier::Outcome;
use crate::storage::Tx;

/// How one delivery ended; the error is a panic of ours.
pub(super) type Ended = std::result::Result<(LetterId, Outcome), tokio::task::JoinError>;

/// How a letter stands after an answer.
struct Settled {
    id: LetterId,
    state: LetterState,
    code: String,
}

fn settle_all(tx: &mut Tx<'_>, outcomes: &[(LetterId, Outcome)]) -> Result<Vec<Settled>> {
    let mut settled = Vec::with_capacity(outcomes.len());
    for (id, outcome) in outcomes {
        let state = settle(tx, *id, outcome)?;
        settled.extend(state.map(|state| Settled { id: *id, state, code: code_of(outcome) }));
    }
    Ok(settled)
}

impl Settled {
    /// One line for each answer. It names the letter by its number and holds no word of it, no address, and of the
    /// answer its code only, for relays repeat addresses.
    fn log(&self) {
        let Self { id, state, code } = self;
        match state {
            LetterState::Accepted => tracing::info!(letter = %id, %code, "letter accepted"),
            LetterState::Kept => tracing::info!(letter = %id, "letter kept as a file"),
            LetterState::Deferred => tracing::info!(letter = %id, %code, "letter deferred"),
            LetterState::Failed => tracing::warn!(letter = %id, %code, "letter failed for good"),
            LetterState::Queued | LetterState::Sending => {}
        }
    }
}

/// `550 5.1.1` of what a relay said; nothing of what it did not say.
fn code_of(outcome: &Outcome) -> String {
    let is_code = |word: &&str| word.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    outcome.answer().split_whitespace().take(2).take_while(is_code).collect::<Vec<_>>().join(" ")
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
        let trouble =
            outcomes.iter().map(|(_, outcome)| outcome).find(|outcome| Trouble::of(outcome, 0).is_some()).cloned();
        let spoken_to = outcomes.iter().any(|(_, outcome)| Trouble::of(outcome, 0).is_none());
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
                release(tx, &back)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_gets_the_code_of_an_answer_and_no_address() {
        let code = |answer: &str| code_of(&Outcome::Refused { answer: answer.to_owned() });
        assert_eq!(code("550 5.1.1 <ana@example.org>: no such user"), "550 5.1.1");
        assert_eq!(code("250 queued as 4F2"), "250");
        assert_eq!(code("kept as a file"), "");
    }
}
