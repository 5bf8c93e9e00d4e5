//! The daily copies: one a day, the newest that are whole kept, each looked at again now and then, the newest one carried
//! to a second folder where one is named.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::NaiveDate;

use super::super::{Storage, folder, set_aside};
use super::checked::{Checked, Ledger, look_again};
use super::{
    DAYS_KEPT, Examine, FOLDER, LEFT_FREE_BYTES, Report, by_draft, copy, fingerprint, has_room_for, same_disk,
};
use crate::error::Result;

/// One daily copy as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyCopy {
    pub path: PathBuf,
    pub day: NaiveDate,
    pub bytes: u64,
    /// UTC milliseconds, as the file says.
    pub made: i64,
    /// `None` where nobody has looked since it was made.
    pub checked: Option<Checked>,
}

impl DailyCopy {
    pub fn is_damaged(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| !checked.clean)
    }
}

/// Makes the copy of `day` in the folder's backups, unless the data is damaged, and deletes the daily copies that are too
/// old. Of what restores and upgrades have set aside there, the newest are kept. Files with other names are left alone.
/// Refuses when the copy could fill the disk: the live database must be able to grow on.
pub fn rotate(storage: &Storage, dir: &Path, day: NaiveDate, examine: Examine<'_>) -> Result<Report> {
    let copies = super::folder_in(dir)?;
    // First: what lies there too long must not take the room of today's copy, nor stand in its way.
    if let Err(error) = set_aside::prune(&copies) {
        tracing::warn!("older databases in {} could not be removed: {error}", copies.display());
    }
    let length = storage.shared.room.length().map_err(|error| folder::failed(dir, &error))?;
    has_room_for(length, dir, LEFT_FREE_BYTES)?;
    let path = copies.join(format!("{day}.redb"));
    let report = copy(storage, &path, Some(dir), examine)?;
    let checked = Checked { at: storage.now(), clean: true, bytes: report.bytes, sha256: report.sha256.clone() };
    Ledger::note(&copies, Some(dir), &path, checked)?;
    forget_old(&copies)?;
    look_at_one_again(&copies, dir, &path, storage.now())?;
    Ok(report)
}

/// Keeps the newest that are not known to be damaged: while some of them are, older ones stay in their stead.
fn forget_old(copies: &Path) -> Result<()> {
    let ledger = Ledger::of(copies);
    let mut daily = daily_copies(copies).map_err(|error| folder::failed(copies, &error))?;
    daily.sort();
    let mut whole = 0;
    for copy in daily.into_iter().rev() {
        if whole >= DAYS_KEPT {
            std::fs::remove_file(&copy).map_err(|error| folder::failed(&copy, &error))?;
        } else if !ledger.is_damaged(&copy) {
            whole += 1;
        }
    }
    folder::sync(copies)
}

/// The one that was not looked at for the longest time: so each is, about once a week.
fn look_at_one_again(copies: &Path, data: &Path, but: &Path, now: i64) -> Result<()> {
    let ledger = Ledger::of(copies);
    let daily = daily_copies(copies).map_err(|error| folder::failed(copies, &error))?;
    let others = daily.into_iter().filter(|copy| copy != but && !ledger.is_damaged(copy));
    let oldest = others.min_by_key(|copy| ledger.find(copy).map(|checked| checked.at));
    oldest.map_or(Ok(()), |copy| look_again(copies, Some(data), &copy, now).map(drop))
}

/// Brings the newest whole copy of the data folder into the second one, unless it is there; answers how many were
/// brought. What is written there is read back before it counts.
pub fn carry(dir: &Path, second: &Path, now: i64) -> Result<u64> {
    let Some(copy) = listed(dir)?.into_iter().find(|copy| !copy.is_damaged()) else { return Ok(0) };
    let (bytes, sha256) = fingerprint(&copy.path).map_err(|error| folder::failed(&copy.path, &error))?;
    let path = second.join(copy.path.file_name().unwrap_or_default());
    if path.exists() && Ledger::of(second).find(&path).is_some_and(|known| known.clean && known.sha256 == sha256) {
        return Ok(0);
    }
    has_room_for(bytes, second, if same_disk(dir, second) { LEFT_FREE_BYTES } else { 0 })?;
    by_draft(&path, |draft| {
        folder::copy_out(&copy.path, draft)?;
        let written = fingerprint(draft).map_err(|error| folder::failed(draft, &error))?;
        if written != (bytes, sha256.clone()) {
            return Err(folder::failed(draft, &std::io::Error::other("it does not read as it was written")));
        }
        folder::move_into_place(draft, &path)
    })?;
    Ledger::note(second, None, &path, Checked { at: now, clean: true, bytes, sha256 })?;
    forget_old(second)?;
    Ok(1)
}

/// Why a folder cannot take copies, by trying.
pub fn takes_copies(second: &Path) -> std::io::Result<()> {
    if !std::fs::metadata(second)?.is_dir() {
        return Err(ErrorKind::NotADirectory.into());
    }
    let trial = second.join(".sitrep-trial.partial");
    drop(std::fs::remove_file(&trial));
    std::fs::OpenOptions::new().write(true).create_new(true).open(&trial)?;
    std::fs::remove_file(&trial)
}

/// All daily copies of a data folder, the newest first.
pub fn listed(dir: &Path) -> Result<Vec<DailyCopy>> {
    listed_in(&dir.join(FOLDER))
}

/// The same of any folder.
pub fn listed_in(copies: &Path) -> Result<Vec<DailyCopy>> {
    let ledger = Ledger::of(copies);
    let daily = match daily_copies(copies) {
        Ok(daily) => daily,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(folder::failed(copies, &error)),
    };
    let mut found = Vec::with_capacity(daily.len());
    for path in daily {
        let Some(day) = day_of(&path) else { continue };
        let file = path.metadata().map_err(|error| folder::failed(&path, &error))?;
        let made = file.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let made = made.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or_default();
        found.push(DailyCopy { day, bytes: file.len(), made, checked: ledger.find(&path).cloned(), path });
    }
    found.sort_by_key(|copy| std::cmp::Reverse(copy.day));
    Ok(found)
}

/// The newest daily copy, if there is one.
pub fn newest(dir: &Path) -> Result<Option<(NaiveDate, PathBuf)>> {
    Ok(listed(dir)?.into_iter().next().map(|copy| (copy.day, copy.path)))
}

fn daily_copies(copies: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(copies)? {
        let path = file?.path();
        if day_of(&path).is_some() {
            found.push(path);
        }
    }
    Ok(found)
}

/// The day of a daily copy by its name.
fn day_of(path: &Path) -> Option<NaiveDate> {
    path.file_name()?.to_str()?.strip_suffix(".redb")?.parse().ok()
}
