//! Copies of the database. The bytes are copied while the writer waits, and a copy gets its name only when every page
//! of it was found as the engine wrote it and its rows as we wrote them: what a disk has altered is not handed on as
//! good, which a copy made row by row would do with fresh checksums. A file that no engine has open is copied as it is.
//! A copy is put back under the lock of the folder with the replaced database kept beside it.

mod checked;
mod daily;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use domain::Refusal;
use sha2::{Digest, Sha256};

use super::engine::Engine;
use super::inspect::{Unfit, check_beginning, check_newest_counts, guarded, inspect};
use super::{OpenError, Read, SCHEMA, Snapshot, Storage, Table, WRITES_NEED_BYTES, folder, free_bytes, meta};
use crate::error::Result;

pub use checked::Checked;
pub use daily::{DailyCopy, carry, listed, listed_in, newest, rotate, takes_copies};

pub use super::folder::DATABASE;

/// Where the daily copies lie in the data folder.
pub const FOLDER: &str = "backups";
/// Daily copies that are kept.
pub use crate::retention::BACKUPS_KEPT as DAYS_KEPT;

/// What making and checking a copy may keep in memory. Small: what it leaves behind in the heap of a running process is
/// never given back.
const COPY_CACHE_BYTES: usize = 4 * 1024 * 1024;
/// Free space that a copy leaves on the disk of the data: the live database and the mail go on.
const LEFT_FREE_BYTES: u64 = 256 * 1024 * 1024;
/// What checking may keep in memory.
pub(super) const CACHE_BYTES: usize = 16 * 1024 * 1024;
/// Findings that go to the log.
const FINDINGS_TOLD: usize = 20;

/// What else has to hold of the rows, asked of the copy: a sentence for each difference.
pub type Examine<'a> = &'a dyn Fn(&Snapshot) -> Result<Vec<String>>;

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
    /// Copies the state as it is now. Writes wait while the bytes are copied and go on while the copy is checked. Blocks
    /// for as long as that takes.
    pub fn copy_to(&self, path: &Path, examine: Examine<'_>) -> Result<Report> {
        let length = self.shared.room.length().map_err(|error| folder::failed(path, &error))?;
        let into = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        has_room_for(length, into, if self.shared.room.shares_disk_with(into) { LEFT_FREE_BYTES } else { 0 })?;
        copy(self, path, None, examine)
    }

    /// Asks something of a copy that is gone afterwards, every page of which was looked at.
    pub fn ask_a_copy<T>(&self, dir: &Path, ask: impl FnOnce(&Snapshot) -> Result<T>) -> Result<Result<T, OpenError>> {
        let length = self.shared.room.length().map_err(|error| folder::failed(dir, &error))?;
        has_room_for(length, dir, LEFT_FREE_BYTES)?;
        let draft = folder_in(dir)?.join("looked-at.partial");
        let asked = copy_bytes(self, &draft, Some(dir)).map(|()| {
            check_newest_counts(&draft, true)?;
            pages_and(&draft, COPY_CACHE_BYTES, ask)
        });
        drop(std::fs::remove_file(&draft));
        asked
    }

    /// Whether whoever had the database last did not close it, and no copy has been looked at since.
    pub fn is_unchecked(&self) -> bool {
        self.shared.unchecked.load(std::sync::atomic::Ordering::Relaxed)
    }
}

/// Reads every page and every row of a copy without changing it, and counts.
pub fn check(path: &Path) -> Result<Report, OpenError> {
    check_beginning(path)?;
    check_newest_counts(path, false)?;
    let (schema, rows) = pages_and(path, CACHE_BYTES, |snapshot| Ok((meta::schema(snapshot)?, count_rows(snapshot)?)))?;
    let (bytes, sha256) = fingerprint(path).map_err(|error| OpenError::Damaged(path.to_owned(), error.to_string()))?;
    Ok(Report { path: path.to_owned(), schema, rows, bytes, sha256 })
}

/// Looks at every page of the database of a folder that nobody has open, then asks something of its rows. Nothing is
/// changed.
pub fn look_at_folder<T>(dir: &Path, ask: impl FnOnce(&Snapshot) -> Result<T>) -> Result<T, OpenError> {
    let _lock = folder::lock(dir)?;
    let path = dir.join(folder::DATABASE);
    if !path.try_exists().map_err(|error| OpenError::of_folder(dir, error))? {
        return Err(OpenError::missing(path, dir));
    }
    check_beginning(&path)?;
    check_newest_counts(&path, false)?;
    pages_and(&path, CACHE_BYTES, ask)
}

/// The engine reads every page of a file and compares it with its checksum; then `ask` reads the rows.
fn pages_and<T>(path: &Path, cache: usize, ask: impl FnOnce(&Snapshot) -> Result<T>) -> Result<T, OpenError> {
    let looked = guarded(path, || {
        let engine = Engine::look_at(path, cache)?;
        let snapshot = engine.snapshot()?;
        match inspect(&snapshot, SCHEMA)? {
            Ok(_) => ask(&snapshot).map(Ok),
            Err(unfit) => Ok(Err(unfit)),
        }
    })?;
    looked.map_err(|unfit: Unfit| unfit.at(path))
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

/// Whether both lie on one disk; what breaks with it then breaks with both.
pub fn same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| std::fs::metadata(path).map(|found| found.dev()).ok();
    disk(one).is_some_and(|disk_of_one| disk(other) == Some(disk_of_one))
}

/// The folder of the copies, made when it is missing.
pub(super) fn folder_in(dir: &Path) -> Result<PathBuf> {
    folder::make_inside(dir, FOLDER).map_err(|error| folder::failed(&dir.join(FOLDER), &error))
}

/// Copies a database that is in use, if nothing is wrong with it; into its data folder, or elsewhere.
fn copy(storage: &Storage, path: &Path, data: Option<&Path>, examine: Examine<'_>) -> Result<Report> {
    by_draft(path, |draft| {
        copy_bytes(storage, draft, data)?;
        examined(draft, examine)?;
        storage.shared.unchecked.store(false, std::sync::atomic::Ordering::Relaxed);
        finished(draft, path)
    })
}

/// The bytes as they are between two writes. How long writing waited goes to the log.
fn copy_bytes(storage: &Storage, draft: &Path, data: Option<&Path>) -> Result<()> {
    let mut file = folder::fresh_file(draft, data)?;
    let shared = Arc::clone(&storage.shared);
    let (bytes, waited) = storage
        .between_writes(move || {
            if shared.room.is_gone() {
                return Err(std::io::Error::other("the database file was deleted or replaced"));
            }
            let begun = Instant::now();
            Ok((shared.engine.copy_bytes(shared.room.database(), &mut file)?, begun.elapsed()))
        })?
        .map_err(|error| folder::failed(draft, &error))?;
    let per_100_mb = waited.as_secs_f64() * 1_000.0 / (bytes.max(1) as f64 / 100e6);
    tracing::info!(bytes, "writing waited {waited:.1?} while the database was copied: {per_100_mb:.0} ms per 100 MB");
    Ok(())
}

/// What is wrong with the bytes or the rows goes to the log, for it may name what not everybody may see.
fn examined(draft: &Path, examine: Examine<'_>) -> Result<()> {
    let looked = check_newest_counts(draft, true).and_then(|()| pages_and(draft, COPY_CACHE_BYTES, examine));
    let found = match looked {
        Ok(found) => found,
        Err(OpenError::Damaged(_, what)) => vec![what],
        Err(other) => vec![other.to_string()],
    };
    if found.is_empty() {
        return Ok(());
    }
    tracing::error!("the data is damaged, no copy of it is kept: {} findings", found.len());
    found.iter().take(FINDINGS_TOLD).for_each(|finding| tracing::error!("damage: {finding}"));
    Err(Refusal::DataDamaged.into())
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

/// Closes the copy as the engine would have, gives back the space no row needs, and says in it that it is a copy.
fn finished(draft: &Path, path: &Path) -> Result<Report> {
    let engine = Engine::open(draft, COPY_CACHE_BYTES)?;
    engine.write_directly(meta::mark_as_copy)?;
    let snapshot = engine.snapshot()?;
    let (schema, rows) = (meta::schema(&snapshot)?, row_counts(&snapshot)?);
    drop(snapshot);
    engine.compact()?;
    engine.close()?;
    let (bytes, sha256) = fingerprint(draft).map_err(|error| folder::failed(draft, &error))?;
    folder::move_into_place(draft, path)?;
    Ok(Report { path: path.to_owned(), schema, rows, bytes, sha256 })
}

fn row_counts(copy: &Snapshot) -> Result<Vec<(&'static str, u64)>> {
    Table::ALL.iter().map(|&table| Ok((table.name(), copy.len(table)?))).collect()
}

/// Reads every row, which a count alone would not.
fn count_rows(snapshot: &Snapshot) -> Result<Vec<(&'static str, u64)>> {
    let known = snapshot.table_names()?;
    let present = Table::ALL.iter().filter(|table| known.iter().any(|name| name == table.name()));
    present.map(|&table| Ok((table.name(), snapshot.count_prefix(table, &[])?))).collect()
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
        assert!(storage.copy_to(&path, &|_| Ok(Vec::new())).is_err());
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["2026-11-23.redb"]);
    }
}
