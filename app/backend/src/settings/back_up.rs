//! "Back up now": today's copy is made again at once, beside the one that is made every day by itself.

use chrono::{TimeZone, Utc};
use domain::permissions::Action;
use tokio::sync::Mutex;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::storage::backup;

/// Two copies at once would write into the same file.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

impl Backend {
    /// Answers how many rows the copy holds.
    pub async fn back_up_now(&self, caller: &Caller) -> Result<u64> {
        let actor = self.storage().read(|read| caller.may(read, Action::ChangeSettings))?;
        let folder = self.options().folder.clone().ok_or(Error::NotFound)?;
        let _turn = ONE_AT_A_TIME.try_lock().map_err(|_| Error::Busy)?;
        let today = Utc.timestamp_millis_opt(self.storage().now()).single().unwrap_or_default().date_naive();
        let storage = self.storage().clone();
        let copy = tokio::task::spawn_blocking(move || backup::rotate(&storage, &folder, today));
        let report = copy.await.map_err(Error::internal)??;
        let rows = report.rows.iter().map(|(_, rows)| rows).sum();
        self.storage().write(move |tx| journal::record(tx, actor.who, &Fact::BackedUp { rows })).await?;
        Ok(rows)
    }
}
