//! Today's copy of the database: a regular job, which "Back up now" runs at once. A job runs once at a time, so no two
//! copies write into the same file.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::permissions::{Action, Actor, Object, Section, Task, Who};

use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::{Error, Result};
use crate::jobs::COPY;
use crate::journal::{self, Fact};
use crate::storage::{Tx, backup};

impl Backend {
    /// Makes today's copy again; answers how many rows it holds. `Busy` while another is being made.
    pub async fn back_up_now(&self, caller: &Caller) -> Result<u64> {
        match self.run_job(caller, COPY).await? {
            // There is no folder to copy into.
            0 => Err(Error::NotFound),
            rows => Ok(rows),
        }
    }

    /// By itself only where today has no copy yet, and for whoever asked in any case; answers how many rows it holds.
    pub(crate) async fn back_up(&self, asked: Option<Who>) -> Result<u64> {
        let Some(folder) = self.options().folder.clone() else { return Ok(0) };
        let (storage, today) = (self.storage().clone(), self.today());
        let who = match asked {
            Some(person) => person,
            None => by_itself()?,
        };
        if asked.is_none() && backup::newest(&folder)?.is_some_and(|(day, _)| day >= today) {
            return Ok(0);
        }
        let copy = tokio::task::spawn_blocking(move || backup::rotate(&storage, &folder, today));
        let report = copy.await.map_err(Error::internal)??;
        let rows = report.rows.iter().map(|(_, rows)| rows).sum();
        let noted = move |tx: &mut Tx<'_>| journal::record(tx, who, &Fact::BackedUp { rows });
        self.storage().write_background(noted).await?;
        Ok(rows)
    }

    fn today(&self) -> NaiveDate {
        let now: DateTime<Utc> = Utc.timestamp_millis_opt(self.storage().now()).single().unwrap_or_default();
        now.date_naive()
    }
}

fn by_itself() -> Result<Who> {
    let task = Actor::system(Task::Backup);
    must_be_permitted(&task, Action::RunJobs, Object::Settings(Section::Jobs))?;
    Ok(task.who)
}
