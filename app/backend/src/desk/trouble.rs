//! What is wrong with us and whom it concerns. Every page asks, so the disk and the queue of letters are looked at
//! no more often than every few seconds.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use domain::permissions::{Action, Actor, Object, Section, permits};
use domain::time::{HOUR, MINUTE, Moment, SECOND};
use domain::view::account::Strip;

use super::hours::lacks_next_year;
use crate::Backend;
use crate::error::Result;
use crate::jobs;
use crate::outbox::{MailHealth, mail_health};
use crate::retention::BACKUP_OLD;
use crate::settings::{Openers, Settings, public_url};
use crate::storage::{AHEAD_TOLD, Read, WriteFault, backup, free_bytes, is_demonstration};

const LOOK_EVERY: i64 = 2 * SECOND;
/// Less free space than this on the disk of the data folder is nearly none.
const DISK_LOW_BYTES: u64 = 512 * 1024 * 1024;
/// The team is told for so long after the last report that was not taken.
const REFUSAL_TOLD: i64 = HOUR;
/// Letters that wait longer than this although nothing is known to be wrong.
const MAIL_SLOW: i64 = 15 * MINUTE;

/// The last look, shared by all pages.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    seen: Mutex<Option<Seen>>,
    reports_refused_at: Mutex<Option<i64>>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    at: i64,
    backup_old: bool,
    jobs_failing: bool,
    fault: Option<WriteFault>,
    disk_low: bool,
    damaged: Option<Option<u32>>,
    second_folder_fails: bool,
    status_copy_fails: bool,
    mail: Option<Strip>,
    from_before: u64,
}

impl Backend {
    /// A report was not taken because its network had sent too many.
    pub fn reports_are_refused(&self) {
        let mut at = self.watch().reports_refused_at.lock().unwrap_or_else(PoisonError::into_inner);
        *at = Some(self.storage().now());
    }

    fn refused_reports_lately(&self) -> bool {
        let at = *self.watch().reports_refused_at.lock().unwrap_or_else(PoisonError::into_inner);
        at.is_some_and(|at| self.storage().now() - at < REFUSAL_TOLD)
    }

    /// The strips for this viewer, worst first.
    pub(super) fn strips(&self, read: &dyn Read, actor: &Actor, settings: &Settings) -> Result<Vec<Strip>> {
        let mut strips = Vec::new();
        let demonstration = is_demonstration(read)?;
        if demonstration {
            strips.push(Strip::Demo);
        }
        if actor.role.is_none() {
            return Ok(strips);
        }
        let seen = if permits(actor, Action::ReadBoard, Object::Desk) { Some(self.look(read)?) } else { None };
        let administers = permits(actor, Action::Change, Object::Settings(Section::Basics));
        let seen_by_administrators = seen.filter(|_| administers);
        if let Some(fault) = seen.and_then(|seen| seen.fault) {
            strips.push(match fault {
                WriteFault::DiskFull => Strip::DiskFull,
                WriteFault::FileGone | WriteFault::Unknown | WriteFault::Stuck => Strip::DiskFailing,
            });
        } else if seen_by_administrators.is_some_and(|seen| seen.disk_low) {
            strips.push(Strip::DiskNearlyFull);
        }
        if let Some(last_clean) = seen_by_administrators.and_then(|seen| seen.damaged) {
            strips.push(Strip::DataDamaged { last_clean });
        }
        if seen.is_some() && self.refused_reports_lately() {
            strips.push(Strip::ReportsRefused);
        }
        if seen_by_administrators.is_some() && self.storage().ahead_of_clock() > AHEAD_TOLD {
            strips.push(Strip::ClockBehind);
        }
        strips.extend(seen.and_then(|seen| seen.mail));
        let from_before = seen_by_administrators.map_or(0, |seen| seen.from_before);
        if from_before > 0 {
            strips.push(Strip::LettersFromBefore { letters: from_before });
        }
        if seen_by_administrators.is_some_and(|seen| seen.jobs_failing) {
            strips.push(Strip::JobsFailing);
        }
        if seen_by_administrators.is_some_and(|seen| seen.second_folder_fails) && settings.second_folder.is_some() {
            strips.push(Strip::SecondFolderFails);
        }
        if seen_by_administrators.is_some_and(|seen| seen.status_copy_fails) && settings.status_folder.is_some() {
            strips.push(Strip::StatusCopyFails);
        }
        if seen_by_administrators.is_some_and(|seen| seen.backup_old) {
            strips.push(Strip::BackupOld);
        }
        if settings.public_url.as_deref().is_some_and(public_url::is_readable_on_the_way) {
            strips.push(Strip::NotEncrypted);
        }
        // No letter of a demonstration leaves the machine.
        if administers && !demonstration {
            strips.extend(address_strip(settings));
        }
        if permits(actor, Action::Change, Object::Settings(Section::Mail)) && settings.smtp_url.is_none() {
            strips.push(Strip::MailToFolder);
        }
        if permits(actor, Action::Change, Object::Settings(Section::Targets))
            && lacks_next_year(read, Moment(self.storage().now()))?
        {
            strips.push(Strip::NoHolidaysNextYear);
        }
        Ok(strips)
    }

    /// When the newest daily copy was written; `None` when there is none.
    pub(super) fn newest_backup(&self) -> Option<i64> {
        let (_, path) = backup::newest(self.options().folder.as_deref()?).ok().flatten()?;
        let written = path.metadata().and_then(|file| file.modified()).ok()?;
        // Files know real time only.
        let at = i64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()?;
        Some(at.saturating_add(self.storage().moved()))
    }

    fn look(&self, read: &dyn Read) -> Result<Seen> {
        let now = self.storage().now();
        let mut last = self.watch().seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = last.filter(|seen| now - seen.at < LOOK_EVERY) {
            return Ok(seen);
        }
        let folder = self.options().folder.as_deref();
        let health = mail_health(read)?;
        let backup_at = self.newest_backup();
        let seen = Seen {
            at: now,
            // Without a folder there is nothing to copy.
            backup_old: folder.is_some() && backup_at.is_none_or(|at| now - at > BACKUP_OLD),
            jobs_failing: jobs::failing(read)?,
            fault: self.storage().write_fault(),
            disk_low: folder.is_some_and(|folder| free_bytes(folder).is_ok_and(|free| free < DISK_LOW_BYTES)),
            damaged: jobs::found_damage(read).then(|| folder.and_then(last_clean)),
            second_folder_fails: jobs::second_folder_fails(read),
            status_copy_fails: jobs::status_copy_fails(read),
            from_before: health.set_aside,
            mail: mail_strip(health, now),
        };
        *last = Some(seen);
        Ok(seen)
    }
}

/// Said before such an address reaches a letter.
fn address_strip(settings: &Settings) -> Option<Strip> {
    match settings.public_url.as_deref() {
        None => Some(Strip::NoAddress),
        Some(address) => (Openers::of(address) == Some(Openers::ThisMachine)).then_some(Strip::OnlyThisMachine),
    }
}

/// The day of the newest copy that is whole, as its digits.
fn last_clean(folder: &Path) -> Option<u32> {
    let copy = backup::listed(folder).ok()?.into_iter().find(|copy| !copy.is_damaged())?;
    copy.day.format("%Y%m%d").to_string().parse().ok()
}

fn mail_strip(health: MailHealth, now: i64) -> Option<Strip> {
    match health.trouble {
        Some(trouble) if trouble.needs_hands => Some(Strip::MailPaused),
        Some(_) => Some(Strip::MailFailing),
        None => health.oldest_due.filter(|due| now - due > MAIL_SLOW).map(|_| Strip::MailFailing),
    }
}
