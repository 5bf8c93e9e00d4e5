//! Copies of the database. A running database is copied through one snapshot, table by table, into a
//! fresh file that gets its name only when it is whole and on the disk; copying the live file would
//! not be safe. A file that no engine has open is copied byte for byte, whatever its tables are. A copy
//! is checked by reading every page and row of it, and put back under the lock of the folder with the
//! replaced database kept beside it.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::Refusal;
use sha2::{Digest, Sha256};

use super::engine::Engine;
use super::inspect::{check_beginning, guarded, inspect};
use super::{
    OpenError, Order, Read, SCHEMA, Snapshot, Storage, Table, WRITES_NEED_BYTES, folder, free_bytes, meta, set_aside,
};
use crate::error::Result;

/// Where the daily copies lie in the data folder.
pub const FOLDER: &str = "backups";
/// Daily copies that are kept.
pub use crate::retention::BACKUPS_KEPT as DAYS_KEPT;

/// Bytes of rows in one commit of a copy, and what the copy may keep in memory while it grows. Both are small: what a
/// copy leaves behind in the heap of a running process is never given back.
const STEP_BYTES: usize = 128 * 1024;
const COPY_CACHE_BYTES: usize = 1024 * 1024;
/// Free space that a daily copy leaves: the live database and the mail go on.
const LEFT_FREE_BYTES: u64 = 256 * 1024 * 1024;
/// What checking may keep in memory.
pub(super) const CACHE_BYTES: usize = 16 * 1024 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub path: PathBuf,
    pub schema: u32,
    /// Name of each table and how many rows it holds.
    pub rows: Vec<(&'static str, u64)>,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file in hexadecimal.
    pub sha256: String,
}

impl Storage {
    /// Copies the state as it is now while writes go on. Blocks for as long as that takes.
    pub fn copy_to(&self, path: &Path) -> Result<Report> {
        copy(&self.snapshot()?, path, None)
    }
}

/// Reads every page and every row of a copy without changing it, and counts.
pub fn check(path: &Path) -> Result<Report, OpenError> {
    check_beginning(path)?;
    let counted = guarded(path, || {
        let engine = Engine::look_at(path, CACHE_BYTES)?;
        let snapshot = engine.snapshot()?;
        let schema = inspect(&snapshot, SCHEMA)?;
        Ok((schema, count_rows(&snapshot)?))
    })?;
    let schema = counted.0.map_err(|unfit| unfit.at(path))?;
    let (bytes, sha256) = fingerprint(path).map_err(|error| OpenError::Damaged(path.to_owned(), error.to_string()))?;
    Ok(Report { path: path.to_owned(), schema, rows: counted.1, bytes, sha256 })
}

/// Writes the copy of `day` into the folder's backups and deletes the daily copies that are too old.
/// Of what restores and upgrades have set aside there, the newest are kept. Files with other names are left alone. Refuses when the copy could fill the disk: the live database
/// must be able to grow on.
pub fn rotate(storage: &Storage, dir: &Path, day: NaiveDate) -> Result<Report> {
    let copies = folder_in(dir)?;
    // First: what lies there too long must not take the room of today's copy, nor stand in its way.
    if let Err(error) = set_aside::prune(&copies) {
        tracing::warn!("older databases in {} could not be removed: {error}", copies.display());
    }
    let length = storage.shared.room.length().map_err(|error| folder::failed(dir, &error))?;
    has_room_for(length, dir, LEFT_FREE_BYTES)?;
    let report = copy(&storage.snapshot()?, &copies.join(format!("{day}.redb")), Some(dir))?;
    let mut daily = daily_copies(&copies).map_err(|error| folder::failed(&copies, &error))?;
    daily.sort();
    for old in &daily[..daily.len().saturating_sub(DAYS_KEPT)] {
        std::fs::remove_file(old).map_err(|error| folder::failed(old, &error))?;
    }
    folder::sync(&copies)?;
    Ok(report)
}

/// Refuses a copy onto the disk of `into` that would leave less than `left` bytes free there. A disk that cannot be
/// looked at has no room.
fn has_room_for(copy: u64, into: &Path, left: u64) -> Result<()> {
    fits(copy, free_bytes(into).map_err(|error| folder::failed(into, &error))?, left)
}

fn fits(copy: u64, free: u64, left: u64) -> Result<()> {
    let needed = copy.saturating_add(left);
    if free < needed { Err(Refusal::NoRoom { needed, free }.into()) } else { Ok(()) }
}

/// The newest daily copy, if there is one.
pub fn newest(dir: &Path) -> Result<Option<(NaiveDate, PathBuf)>> {
    let copies = dir.join(FOLDER);
    match daily_copies(&copies) {
        Ok(daily) => Ok(daily.into_iter().filter_map(|path| Some((day_of(&path)?, path))).max()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(folder::failed(&copies, &error)),
    }
}

/// The folder of the copies, made when it is missing.
pub(super) fn folder_in(dir: &Path) -> Result<PathBuf> {
    folder::make_inside(dir, FOLDER).map_err(|error| folder::failed(&dir.join(FOLDER), &error))
}

/// Copies the rows of a database that may be in use; into its data folder, or elsewhere.
pub(super) fn copy(snapshot: &Snapshot, path: &Path, data: Option<&Path>) -> Result<Report> {
    by_draft(path, |draft| {
        drop(folder::fresh_file(draft, data)?);
        write_copy(snapshot, draft, path)
    })
}

/// Copies the bytes of a database that no engine has open, inside its data folder. Asks for room first: beside the copy,
/// the next commit fits.
pub(super) fn copy_closed(file: &Path, path: &Path, data: &Path) -> Result<()> {
    let length = std::fs::metadata(file).map_err(|error| folder::failed(file, &error))?.len();
    has_room_for(length, data, WRITES_NEED_BYTES)?;
    by_draft(path, |draft| {
        folder::copy_bytes(file, draft, data)?;
        folder::move_into_place(draft, path)
    })
}

/// A copy that fails leaves nothing behind: what fills the disk would stop the live database as well.
fn by_draft<T>(path: &Path, make: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let draft = folder::beside(path, ".partial");
    let made = make(&draft);
    if made.is_err() {
        drop(std::fs::remove_file(&draft));
    }
    made
}

fn write_copy(snapshot: &Snapshot, draft: &Path, path: &Path) -> Result<Report> {
    let engine = Engine::create(draft, COPY_CACHE_BYTES)?;
    engine.write_directly(|_| Ok(()))?;
    Table::ALL.iter().try_for_each(|&table| copy_table(snapshot, &engine, table))?;
    engine.write_directly(meta::mark_as_copy)?;
    let rows = row_counts(&engine.snapshot()?)?;
    engine.compact()?;
    engine.close()?;
    let (bytes, sha256) = fingerprint(draft).map_err(|error| folder::failed(draft, &error))?;
    folder::move_into_place(draft, path)?;
    Ok(Report { path: path.to_owned(), schema: meta::schema(snapshot)?, rows, bytes, sha256 })
}

fn row_counts(copy: &Snapshot) -> Result<Vec<(&'static str, u64)>> {
    Table::ALL.iter().map(|&table| Ok((table.name(), copy.len(table)?))).collect()
}

/// Copies one table in steps.
fn copy_table(snapshot: &Snapshot, to: &Engine, table: Table) -> Result<()> {
    let mut next = Vec::new();
    loop {
        let mut step = Vec::new();
        let mut bytes = 0;
        snapshot.scan_each(table, &next, &[], Order::Ascending, &mut |key, value| {
            bytes += key.len() + value.len();
            step.push((key.to_vec(), value.to_vec()));
            bytes < STEP_BYTES
        })?;
        let Some((last, _)) = step.last() else { return Ok(()) };
        next = super::keys::after(last);
        to.write_directly(|tx| {
            step.into_iter().for_each(|(key, value)| tx.put(table, key, value));
            Ok(())
        })?;
    }
}

/// Reads every row, which a count alone would not.
fn count_rows(snapshot: &Snapshot) -> Result<Vec<(&'static str, u64)>> {
    let known = snapshot.table_names()?;
    let present = Table::ALL.iter().filter(|table| known.iter().any(|name| name == table.name()));
    present.map(|&table| Ok((table.name(), snapshot.count_prefix(table, &[])?))).collect()
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

fn fingerprint(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut digest, mut length, mut block) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok((length, data_encoding::HEXLOWER.encode(&digest.finalize())));
        }
        digest.update(&block[..read]);
        length += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::error::Error;

    #[test]
    fn a_copy_that_would_fill_the_disk_is_not_begun() {
        let gigabyte = 1 << 30;
        assert_eq!(fits(3 * gigabyte, 4 * gigabyte, LEFT_FREE_BYTES), Ok(()));
        let refused = Refusal::NoRoom { needed: 3 * gigabyte + LEFT_FREE_BYTES, free: 3 * gigabyte };
        assert_eq!(fits(3 * gigabyte, 3 * gigabyte, LEFT_FREE_BYTES), Err(Error::Refused(refused)));
    }

    #[test]
    fn where_nobody_can_say_what_is_free_there_is_no_room_for_a_copy() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(has_room_for(0, dir.path(), 0), Ok(()));
        assert!(has_room_for(0, &dir.path().join("gone"), 0).is_err());
    }

    #[test]
    fn a_copy_that_fails_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("2026-11-23.redb");
        std::fs::create_dir_all(path.join("in the way")).unwrap();
        let storage = Storage::in_memory(Clock::manual(0));
        assert!(storage.copy_to(&path).is_err());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["2026-11-23.redb"]);
    }
}
