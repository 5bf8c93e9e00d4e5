//! What the desk does without being asked: sends letters, fires timers (`fire.rs`), and runs its regular jobs.

mod fire;

pub(crate) use fire::next_due;

use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Backend;
use crate::jobs;
use crate::outbox::{Outbox, Route};
use crate::pusher::Pusher;

/// Before a task that died is started again.
const REST_AFTER_DEATH: Duration = Duration::from_secs(5);
/// One push, from looking its name up to the answer.
const PUSH_PATIENCE: Duration = Duration::from_secs(10);
/// One delivery, from connect to the last answer.
const MAIL_PATIENCE: Duration = Duration::from_secs(60);

/// How long a copy of the status page waits for further changes.
const TOGETHER: Duration = Duration::from_secs(1);

impl Backend {
    /// Runs until `stop` ends; letters under way get a moment to finish.
    pub async fn work(self, stop: impl Future<Output = ()> + Send + 'static) {
        let (stopping, heard) = watch::channel(false);
        let mut beside = JoinSet::new();
        let (timers, regular, pushes) = (self.clone(), self.clone(), self.clone());
        beside.spawn(kept_alive("the timers", REST_AFTER_DEATH, move || fire::run_timers(timers.clone())));
        beside.spawn(kept_alive("the jobs", REST_AFTER_DEATH, move || jobs::run_jobs(regular.clone())));
        let status = self.clone();
        beside.spawn(kept_alive("the copy of the status page", REST_AFTER_DEATH, move || follow(status.clone())));
        beside.spawn(kept_alive("the pushes", REST_AFTER_DEATH, move || {
            Pusher::new(pushes.clone(), PUSH_PATIENCE).run()
        }));
        let mail = kept_alive("the outbox", REST_AFTER_DEATH, move || send_until(self.clone(), heard.clone()));
        let stopped = async {
            stop.await;
            stopping.send_replace(true);
            std::future::pending::<()>().await;
        };
        // Whatever is dropped here is aborted.
        tokio::select! {
            () = mail => {}
            () = stopped => {}
        }
    }
}

async fn send_until(desk: Backend, mut stopping: watch::Receiver<bool>) {
    let outbox = Outbox::new(desk, Route::Settings, MAIL_PATIENCE);
    // An error means that nobody is left who could stop us: time to end as well.
    outbox.run(async move { drop(stopping.wait_for(|stop| *stop).await) }).await;
}

/// Keeps the copy of the status page in step with what visitors read.
async fn follow(desk: Backend) {
    let mut changes = desk.storage().public_changes();
    loop {
        if let Err(error) = desk.follow_status().await {
            tracing::error!("the copy of the status page: {error}");
        }
        if changes.changed().await.is_err() {
            return;
        }
        // Presses that come together make one copy.
        tokio::time::sleep(TOGETHER).await;
    }
}

/// Runs a task to its end, and anew when it dies of a panic: one defect must not end all mail for good.
async fn kept_alive<T>(name: &'static str, rest: Duration, task: impl Fn() -> T + Send)
where
    T: Future<Output = ()> + Send + 'static,
{
    loop {
        let mut life = JoinSet::new();
        life.spawn(task());
        match life.join_next().await {
            Some(Err(death)) if death.is_panic() => {
                tracing::error!("{name} died and is started again: {death}");
                tokio::time::sleep(rest).await;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_task_that_dies_is_started_again_and_one_that_ends_is_not() {
        let lives = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&lives);
        let live = move || {
            let life = counted.fetch_add(1, Ordering::SeqCst);
            async move { assert!(life >= 2, "Local time out of range") }
        };
        kept_alive("mail", Duration::ZERO, live).await;
        assert_eq!(lives.load(Ordering::SeqCst), 3);
    }
}
