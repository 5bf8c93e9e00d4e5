//! Today's copy of the database: a regular job, which "Back up now" runs at once. A job runs once at a time, so no two
//! copies write into the same file. Only data that is whole is copied; that it is not is told to whoever administers.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::Refusal;
use domain::permissions::{Action, Actor, Object, Section, Task, Who};
use domain::person::Role;
use domain::time::Moment;

use super::leisure::at_leisure;
use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::{Error, Result};
use crate::jobs::{CARRY, COPY, found_damage};
use crate::journal::{self, Fact};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::active_staff;
use crate::storage::{Tx, backup};
use crate::verify;

/// Where the command stands that brings a copy back.
const BACKUP_PAGE: &str = "/settings/backup";

impl Backend {
    /// Makes today's copy again, and carries it to the second folder; answers whether it got there, if there is one.
    /// `Busy` while another is being made.
    pub async fn back_up_now(&self, caller: &Caller) -> Result<bool> {
        if self.run_job(caller, COPY).await? == 0 {
            // There is no folder to copy into.
            return Err(Error::NotFound);
        }
        Ok(self.run_job(caller, CARRY).await.is_ok())
    }

    /// By itself only where today has no copy yet, or nobody knows whether the data is whole; for whoever asked in any
    /// case. Answers how many rows it holds.
    pub(crate) async fn back_up(&self, asked: Option<Who>) -> Result<u64> {
        let Some(folder) = self.options().folder.clone() else { return Ok(0) };
        let (storage, today) = (self.storage().clone(), self.today());
        let who = match asked {
            Some(person) => person,
            None => by_itself()?,
        };
        let has_one = backup::newest(&folder)?.is_some_and(|(day, _)| day >= today);
        if asked.is_none() && has_one && !storage.is_unchecked() {
            return Ok(0);
        }
        let into = folder.clone();
        let made = at_leisure(move || backup::rotate(&storage, &into, today, &verify::findings)).await;
        if made == Err(Refusal::DataDamaged.into()) {
            let listed = backup::listed(&folder)?;
            let last_clean = listed.iter().find(|copy| !copy.is_damaged());
            let last_clean = last_clean.map(|copy| format!("{}.redb", copy.day));
            self.storage().write_background(move |tx| tell_damage(tx, who, last_clean.as_deref())).await?;
        }
        let rows = made?.rows.iter().map(|(_, rows)| rows).sum();
        let noted = move |tx: &mut Tx<'_>| journal::record(tx, who, &Fact::BackedUp { rows });
        self.storage().write_background(noted).await?;
        Ok(rows)
    }

    /// A copy where somebody at the command line wants it, if the data is whole.
    pub fn copy_to(&self, file: &std::path::Path) -> Result<backup::Report> {
        self.storage().copy_to(file, &verify::findings)
    }

    fn today(&self) -> NaiveDate {
        let now: DateTime<Utc> = Utc.timestamp_millis_opt(self.storage().now()).single().unwrap_or_default();
        now.date_naive()
    }
}

/// Once: the copy is tried again every hour, and finds the same.
fn tell_damage(tx: &mut Tx<'_>, who: Who, last_clean: Option<&str>) -> Result<()> {
    if found_damage(tx) {
        return Ok(());
    }
    journal::record(tx, who, &Fact::DamageFound)?;
    let administrators = active_staff(tx)?.into_iter().filter(|person| person.role == Some(Role::Administrator));
    for administrator in administrators {
        let mut notice = Notice::new(Recipient::Person(administrator.id), NoticeKind::DataDamaged, Moment(tx.now()));
        notice.words = last_clean.map(str::to_owned);
        notice.link = Some(BACKUP_PAGE.to_owned());
        queue_notice(tx, &notice)?;
    }
    Ok(())
}

fn by_itself() -> Result<Who> {
    let task = Actor::system(Task::Backup);
    must_be_permitted(&task, Action::RunJobs, Object::Settings(Section::Jobs))?;
    Ok(task.who)
}
