//! Today's copy of the database: once a day by itself, and again at once by "Back up now". Two copies at once would
//! write into the same file, so both wait for one turn.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::permissions::{Action, Task, Who};
use tokio::sync::MutexGuard;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::storage::backup;

impl Backend {
    /// Makes today's copy again; answers how many rows it holds. `Busy` while another is being made.
    pub async fn back_up_now(&self, caller: &Caller) -> Result<u64> {
        let actor = self.storage().read(|read| caller.may(read, Action::ChangeSettings))?;
        let turn = self.backing_up().try_lock().map_err(|_| Error::Busy)?;
        self.copy_today(actor.who, &turn).await?.ok_or(Error::NotFound)
    }

    /// Today's copy, once a day; answers whether one was made.
    pub async fn back_up_daily(&self) -> Result<bool> {
        let Some(folder) = self.options().folder.clone() else { return Ok(false) };
        let turn = self.backing_up().lock().await;
        if backup::newest(&folder)?.is_some_and(|(day, _)| day >= self.today()) {
            return Ok(false);
        }
        Ok(self.copy_today(Who::Task(Task::Backup), &turn).await?.is_some())
    }

    /// `None` without a folder to copy into.
    async fn copy_today(&self, who: Who, _turn: &MutexGuard<'_, ()>) -> Result<Option<u64>> {
        let Some(folder) = self.options().folder.clone() else { return Ok(None) };
        let (storage, today) = (self.storage().clone(), self.today());
        let copy = tokio::task::spawn_blocking(move || backup::rotate(&storage, &folder, today));
        let report = copy.await.map_err(Error::internal)??;
        let rows = report.rows.iter().map(|(_, rows)| rows).sum();
        let noted = move |tx: &mut crate::storage::Tx<'_>| journal::record(tx, who, &Fact::BackedUp { rows });
        self.storage().write_background(noted).await?;
        Ok(Some(rows))
    }

    fn today(&self) -> NaiveDate {
        let now: DateTime<Utc> = Utc.timestamp_millis_opt(self.storage().now()).single().unwrap_or_default();
        now.date_naive()
    }
}
