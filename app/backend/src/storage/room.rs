//! Whether another commit may be begun, found out without writing. A disk that is full in the middle of one stops the
//! process, and what is written into a deleted file is lost; so the writer asks before it begins, refuses what waits for
//! it, and everything goes on being read. Once the fault is mended, the next write succeeds without anybody's hand.

use std::fmt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::Error;

/// Below this nothing is written: the largest commit fits, beside whatever else writes to the disk meanwhile.
pub const WRITES_NEED_BYTES: u64 = 64 * 1024 * 1024;

/// Why no change is taken. Its words name no path and no number: anybody may ask for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteFault {
    DiskFull,
    /// The database was deleted, or another file lies in its place: what is written now would be lost.
    FileGone,
    /// The system does not say what is free, or where the file is.
    Unknown,
    /// Commands wait for the writer longer than a disk that works would let them.
    Stuck,
}

impl WriteFault {
    /// For whoever wanted to write.
    pub(super) fn refusal(self) -> Error {
        match self {
            Self::DiskFull => Error::DiskFull,
            Self::FileGone | Self::Unknown | Self::Stuck => Error::Storage(self.to_string()),
        }
    }
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DiskFull => "the disk is full",
            Self::FileGone => "the database file was deleted or replaced",
            Self::Unknown => "the disk of the data folder cannot be looked at",
            Self::Stuck => "the disk does not finish what is written to it",
        })
    }
}

/// The place of the database on the disk.
pub(super) struct Room {
    /// `None` for a database in memory.
    place: Option<Place>,
    told: Mutex<Option<WriteFault>>,
}

struct Place {
    folder: PathBuf,
    database: PathBuf,
    /// Device and inode of the file that is open.
    file: (u64, u64),
}

impl Room {
    pub fn in_memory() -> Self {
        Self { place: None, told: Mutex::default() }
    }

    /// Of the database that has just been opened.
    pub fn of(folder: &Path, database: &Path) -> std::io::Result<Self> {
        let (folder, database) = (folder.to_owned(), database.to_owned());
        let file = identity(&database)?;
        Ok(Self { place: Some(Place { folder, database, file }), told: Mutex::default() })
    }

    /// The file of the database; none in memory.
    pub fn database(&self) -> Option<&Path> {
        self.place.as_ref().map(|place| place.database.as_path())
    }

    /// Whether another file lies where the one lay that is open.
    pub fn is_gone(&self) -> bool {
        self.place.as_ref().is_some_and(|place| identity(&place.database).map_or(true, |file| file != place.file))
    }

    /// Whether a folder lies on the disk of the database.
    pub fn shares_disk_with(&self, folder: &Path) -> bool {
        let disk = |path: &Path| std::fs::metadata(path).map(|found| found.dev()).ok();
        self.place.as_ref().is_some_and(|place| disk(&place.folder).is_some_and(|own| disk(folder) == Some(own)))
    }

    /// Of the database, in bytes; nothing in memory.
    pub fn length(&self) -> std::io::Result<u64> {
        self.place.as_ref().map_or(Ok(0), |place| Ok(std::fs::metadata(&place.database)?.len()))
    }

    /// What stands in the way of a commit; each change of it is told in the log once.
    pub fn fault(&self) -> Option<WriteFault> {
        let fault = self.place.as_ref().and_then(Place::fault);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if *told != fault {
            *told = fault;
            match fault {
                Some(fault) => tracing::error!("{fault}: no change is taken, everything is shown"),
                None => tracing::info!("the disk takes changes again"),
            }
        }
        fault
    }
}

impl Place {
    fn fault(&self) -> Option<WriteFault> {
        match identity(&self.database) {
            Ok(file) if file != self.file => return Some(WriteFault::FileGone),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(WriteFault::FileGone),
            Err(_) => return Some(WriteFault::Unknown),
            Ok(_) => {}
        }
        match free_bytes(&self.folder) {
            Ok(free) if free < WRITES_NEED_BYTES => Some(WriteFault::DiskFull),
            Ok(_) => None,
            Err(_) => Some(WriteFault::Unknown),
        }
    }
}

fn identity(file: &Path) -> std::io::Result<(u64, u64)> {
    let file = std::fs::metadata(file)?;
    Ok((file.dev(), file.ino()))
}

/// What is free on the disk of a folder.
pub fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
