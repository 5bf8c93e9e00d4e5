//! What the desk does without being asked: sends letters, fires timers, and once a day copies and tidies itself.

use std::future::Future;
use std::time::Duration;

use chrono::{TimeZone, Utc};
use domain::permissions::{Task, Who};

use crate::Backend;
use crate::error::{Error, Result};
use crate::incidents;
use crate::journal::{self, Fact};
use crate::mail::outbox::{Outbox, Route};
use crate::storage::backup;

/// How often we look whether today's chores are done.
const CHORES_EVERY: Duration = Duration::from_secs(3600);
/// One delivery, from connect to the last answer.
const MAIL_PATIENCE: Duration = Duration::from_secs(60);

impl Backend {
    /// Runs until `stop` ends; letters under way get a moment to finish.
    pub async fn work(self, stop: impl Future<Output = ()> + Send + 'static) {
        let timers = tokio::spawn(incidents::run_timers(self.clone()));
        let chores = tokio::spawn(chores(self.clone()));
        Outbox::new(self, Route::Settings, MAIL_PATIENCE).run(stop).await;
        timers.abort();
        chores.abort();
    }

    /// Today's copy of the database, once a day; answers whether one was made.
    pub async fn back_up_daily(&self) -> Result<bool> {
        let Some(folder) = self.options().folder.clone() else { return Ok(false) };
        let today = Utc.timestamp_millis_opt(self.storage().now()).single().unwrap_or_default().date_naive();
        if backup::newest(&folder)?.is_some_and(|(day, _)| day >= today) {
            return Ok(false);
        }
        let storage = self.storage().clone();
        let copy = tokio::task::spawn_blocking(move || backup::rotate(&storage, &folder, today));
        let report = copy.await.map_err(Error::internal)??;
        let rows = report.rows.iter().map(|(_, rows)| rows).sum();
        let fact = Fact::BackedUp { rows };
        self.storage().write_background(move |tx| journal::record(tx, Who::Task(Task::Backup), &fact)).await?;
        Ok(true)
    }
}

async fn chores(backend: Backend) {
    loop {
        if let Err(error) = backend.back_up_daily().await {
            tracing::error!("the daily copy failed: {error}");
        }
        if let Err(error) = backend.prune().await {
            tracing::error!("what has expired could not be removed: {error}");
        }
        tokio::time::sleep(CHORES_EVERY).await;
    }
}
