//! Runs jobs: those that are due, one after another, and one at once when an administrator asks. A job that fails or
//! dies of a panic has failed and nothing else has; it is tried again after a pause. No job runs twice at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Refusal;
use domain::field::Problem;
use domain::permissions::{Action, Object, Section, Who};
use tokio::task::JoinSet;

use super::last_run::{LastRun, Outcome, pause};
use super::{COPY, JOBS, Job, MAILBOX};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::people::confirm_password;
use crate::storage::Tx;

/// How often we look whether something is due; a clock that jumps is noticed after so long.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What runs now, and when each was last begun: the disk does not know that when it takes no outcome.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<BTreeMap<&'static str, Turn>>);

#[derive(Clone, Copy, Debug)]
struct Turn {
    begun: i64,
    runs: bool,
}

/// Runs until the process ends.
pub(crate) async fn run_jobs(desk: Backend) {
    loop {
        if let Err(error) = desk.run_due_jobs().await {
            tracing::error!("jobs: {error}");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = desk.storage().chores_woken() => {}
        }
    }
}

/// Out of its turn, because what it looks at has changed.
pub(crate) async fn run_by_itself(desk: &Backend, code: &str) -> Result<()> {
    let job = Job::of(code).ok_or_else(|| Error::internal("a job that is not in the table"))?;
    desk.run(job, None).await.map(drop)
}

impl Backend {
    /// Runs what is due; answers how many ran well. One that fails keeps no other from its turn.
    pub async fn run_due_jobs(&self) -> Result<usize> {
        let mut well = 0;
        for job in &JOBS {
            if !self.is_due(job)? {
                continue;
            }
            match self.run(job, None).await {
                Ok(_) => well += 1,
                // Somebody has just asked for it.
                Err(Error::Busy) => {}
                Err(error) => tracing::error!(job = job.code, "a job failed: {error}"),
            }
        }
        Ok(well)
    }

    /// Runs one now; answers how much it did. `Busy` while it runs already. It goes on when the caller goes away.
    pub async fn run_job(&self, caller: &Caller, code: &str) -> Result<u64> {
        let now = self.storage().real_now();
        let actor = self.storage().read(|read| {
            let actor = caller.may_on(read, Action::RunJobs, Object::Settings(Section::Jobs))?;
            confirm_password::require_at(read, caller, now)?;
            Ok(actor)
        })?;
        let job = Job::of(code).ok_or_else(|| Refusal::field("job", Problem::Unknown))?;
        let desk = self.clone();
        let run = tokio::spawn(async move { desk.run(job, Some(actor.who)).await });
        run.await.map_err(Error::internal)?
    }

    fn is_due(&self, job: &'static Job) -> Result<bool> {
        let now = self.storage().now();
        let last = self.storage().read(|read| Ok(LastRun::find(read, job)))?;
        // A desk without a mailbox writes nothing down every minute.
        if job.code == MAILBOX && self.settings()?.imap_url.is_none() {
            return Ok(false);
        }
        let rests = self.jobs().begun(job).is_some_and(|begun| now - begun < pause(job));
        // After a kill or a power cut nobody knows what the disk kept: the copy is what looks.
        let presses = job.code == COPY && self.storage().is_unchecked();
        Ok((presses || now >= LastRun::next(last.as_ref(), job)) && !rests)
    }

    async fn run(&self, job: &'static Job, asked: Option<Who>) -> Result<u64> {
        let at = self.storage().now();
        let _turn = self.jobs().begin(job, at).ok_or(Error::Busy)?;
        let came = to_its_end((job.run)(self.clone(), asked)).await.map_err(Error::with_reference);
        let outcome = Outcome::of(&came);
        let note = move |tx: &mut Tx<'_>| {
            let before = LastRun::find(tx, job).map_or(0, |last| last.failures);
            let failures = if outcome.is_good() { 0 } else { before + 1 };
            tx.save(job.code.as_bytes(), &LastRun { at, came: outcome.clone(), failures })
        };
        let noted = self.storage().write_background(note).await;
        came.and_then(|count| noted.map(|()| count))
    }
}

/// In a task of its own, so that its panic is an outcome like another. Whoever stops waiting stops it.
async fn to_its_end(run: impl Future<Output = Result<u64>> + Send + 'static) -> Result<u64> {
    let mut life = JoinSet::new();
    life.spawn(run);
    match life.join_next().await {
        Some(Ok(came)) => came,
        Some(Err(death)) => Err(Error::internal(death)),
        None => Err(Error::internal("a job that never was")),
    }
}

impl Turns {
    /// The turn of this job, until it is dropped; `None` while somebody has it.
    fn begin(&self, job: &Job, now: i64) -> Option<Running<'_>> {
        let mut turns = self.lock();
        if turns.get(job.code).is_some_and(|turn| turn.runs) {
            return None;
        }
        turns.insert(job.code, Turn { begun: now, runs: true });
        Some(Running { turns: self, code: job.code })
    }

    fn begun(&self, job: &Job) -> Option<i64> {
        self.lock().get(job.code).map(|turn| turn.begun)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Turn>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Running<'a> {
    turns: &'a Turns,
    code: &'static str,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(turn) = self.turns.lock().get_mut(self.code) {
            turn.runs = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_runs_is_not_begun_again() {
        let turns = Turns::default();
        let running = turns.begin(&JOBS[0], 1).unwrap();
        assert!(turns.begin(&JOBS[0], 2).is_none() && turns.begin(&JOBS[1], 2).is_some());
        drop(running);
        assert!(turns.begin(&JOBS[0], 3).is_some());
        assert_eq!(turns.begun(&JOBS[0]), Some(3));
    }

    #[tokio::test]
    async fn a_job_that_dies_has_failed_and_nothing_else_has() {
        let died = to_its_end(async { panic!("Local time out of range") }).await;
        assert!(matches!(died, Err(Error::Internal(_))), "{died:?}");
        assert_eq!(to_its_end(async { Ok(3) }).await, Ok(3));
    }
}
