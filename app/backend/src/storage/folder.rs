//! The data folder's files: its lock, the mark that it holds a database, new files that get their
//! name only when they are whole and on the disk.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::OpenError;
use crate::error::{Error, Result};

pub(super) const DATABASE: &str = "sitrep.redb";
pub(super) const LOCK: &str = "sitrep.lock";

/// What the lock file says once a database exists, so that a vanished one is noticed.
const FOUNDED: &[u8] = b"This folder holds a Sitrep database, sitrep.redb.\n";

/// Makes the folder when it is missing; only its owner may look into it.
pub(super) fn make(dir: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    std::fs::set_permissions(dir, Permissions::from_mode(0o700))
}

/// Takes the folder for this process; the kernel gives it back however the process ends.
pub(super) fn lock(dir: &Path) -> Result<File, OpenError> {
    let failed = |error| OpenError::Folder(dir.to_owned(), error);
    make(dir).map_err(failed)?;
    let lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(dir.join(LOCK));
    let lock = lock.map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

pub(super) fn is_founded(lock: &File) -> std::io::Result<bool> {
    Ok(lock.metadata()?.len() > 0)
}

pub(super) fn mark_founded(mut lock: &File) -> std::io::Result<()> {
    if is_founded(lock)? {
        return Ok(());
    }
    lock.write_all(FOUNDED)?;
    lock.sync_all()
}

/// The same path with something appended to its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// An empty file for its owner only; one that an interrupted attempt has left is replaced.
pub(super) fn fresh_file(path: &Path) -> Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(path, &error)),
        _ => {}
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.map_err(|error| failed(path, &error))
}

/// Copies a file into an empty one for its owner only.
pub(super) fn copy_bytes(from: &Path, to: &Path) -> Result<()> {
    let mut written = fresh_file(to)?;
    let mut read = File::open(from).map_err(|error| failed(from, &error))?;
    std::io::copy(&mut read, &mut written).map_err(|error| failed(to, &error))?;
    Ok(())
}

/// Gives a finished file its name, durably.
pub(super) fn move_into_place(draft: &Path, path: &Path) -> Result<()> {
    File::open(draft).and_then(|file| file.sync_all()).map_err(|error| failed(draft, &error))?;
    std::fs::rename(draft, path).map_err(|error| failed(path, &error))?;
    sync(path.parent().unwrap_or(Path::new(".")))
}

/// Makes names in a folder durable.
pub(super) fn sync(dir: &Path) -> Result<()> {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(|error| failed(dir, &error))
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::Storage(format!("{}: {error}", path.display()))
}
