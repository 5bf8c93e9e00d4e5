//! The data folder's files: its lock, the mark that it holds a database, new files that get their
//! name only when they are whole and on the disk.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::OpenError;
use super::owner::leave_to_owner_of;
use crate::error::{Error, Result};

/// The file of the database in its folder.
pub const DATABASE: &str = "sitrep.redb";
pub(super) const LOCK: &str = "sitrep.lock";

/// What the lock file says once a database exists, so that a vanished one is noticed.
const FOUNDED: &[u8] = b"This folder holds a Sitrep database, sitrep.redb.\n";

/// Makes the folder when it is missing; only its owner may look into it.
pub(super) fn make(dir: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    std::fs::set_permissions(dir, Permissions::from_mode(0o700))
}

/// The same inside the data folder, whose owner is this one's owner too.
pub(crate) fn make_inside(data: &Path, name: &str) -> std::io::Result<PathBuf> {
    let dir = data.join(name);
    let is_new = !dir.try_exists()?;
    make(&dir)?;
    if is_new {
        leave_to_owner_of(data, &File::open(&dir)?)?;
        File::open(data)?.sync_all()?;
    }
    Ok(dir)
}

/// Takes the folder for this process; the kernel gives it back however the process ends.
pub(super) fn lock(dir: &Path) -> Result<File, OpenError> {
    let failed = |error| OpenError::of_folder(dir, error);
    make(dir).map_err(failed)?;
    let lock = open_lock(dir).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn open_lock(dir: &Path) -> std::io::Result<File> {
    let (path, mut open) = (dir.join(LOCK), OpenOptions::new());
    open.read(true).write(true).mode(0o600);
    match open.create_new(true).open(&path) {
        Ok(made) => leave_to_owner_of(dir, &made).map(|()| made),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => open.create_new(false).open(&path),
        Err(error) => Err(error),
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

/// An empty file for the owner of the data folder only, or, outside of one, for whoever makes it. One that an
/// interrupted attempt has left is replaced.
pub(super) fn fresh_file(path: &Path, data: Option<&Path>) -> Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(path, &error)),
        _ => {}
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let file = file.map_err(|error| failed(path, &error))?;
    data.map_or(Ok(()), |data| leave_to_owner_of(data, &file)).map_err(|error| failed(path, &error))?;
    Ok(file)
}

/// Copies a file into a fresh one of the data folder.
pub(super) fn copy_bytes(from: &Path, to: &Path, data: &Path) -> Result<()> {
    copy_into(from, to, Some(data))
}

/// The same, out of the data folder.
pub(super) fn copy_out(from: &Path, to: &Path) -> Result<()> {
    copy_into(from, to, None)
}

fn copy_into(from: &Path, to: &Path, data: Option<&Path>) -> Result<()> {
    let mut written = fresh_file(to, data)?;
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
