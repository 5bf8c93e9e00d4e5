//! Why a data folder is not opened. Each sentence says once what is the case and once what to do, for it is read by
//! somebody whose desk stands still; nothing that we do not understand is written over.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::folder::LOCK;
use super::{owner, restore};

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the data folder {0} cannot be used: {1}. Let the user that runs Sitrep read and write it, or name another \
         folder with --data"
    )]
    Folder(PathBuf, String),
    #[error(
        "{path} belongs to user {owner}, and this is user {runner}. Type it as {owner}; or, if Sitrep runs as {runner}, \
         give it the whole folder: chown -R {runner} {folder}"
    )]
    NotOurs { path: PathBuf, owner: String, runner: String, folder: PathBuf },
    #[error("there is no file {0}")]
    Absent(PathBuf),
    #[error("the data folder {0} is in use by another Sitrep; stop that one first")]
    Locked(PathBuf),
    #[error(
        "{0} is gone, but this folder held a database.{1} Put a copy back with `sitrep restore FILE` (daily copies lie \
         in the folder's backups/), or, to begin anew, delete {2}"
    )]
    Missing(PathBuf, String, PathBuf),
    #[error(
        "{0} is empty, which no Sitrep leaves behind. Move it away and put a copy back with `sitrep restore FILE` \
         (daily copies lie in the folder's backups/)"
    )]
    Empty(PathBuf),
    #[error(
        "{0} is not a Sitrep database; it was not written over. Name another folder with --data, or move that file away"
    )]
    Foreign(PathBuf),
    #[error(
        "{0} cannot be read: {1}. It was not written over: keep it, and put a copy back with `sitrep restore FILE` \
         (daily copies lie in the folder's backups/)"
    )]
    Damaged(PathBuf, String),
    #[error(
        "{0} was written by a newer Sitrep: {1}. It was not written over. Install the newer version again, or put back \
         the copy made before the upgrade (backups/before-schema-*.redb) with `sitrep restore FILE`"
    )]
    Newer(PathBuf, String),
    #[error("{0} could not be brought to this version: {1}. It is as it was, and the version before still reads it")]
    Migration(PathBuf, String),
    #[error("the database cannot be started: {0}")]
    Start(String),
}

impl OpenError {
    pub(super) fn of_folder(dir: &Path, error: Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied => Self::not_ours(dir, dir),
            _ => Self::Folder(dir.to_owned(), error.to_string()),
        }
    }

    pub(super) fn of_file(path: &Path, error: Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied => Self::not_ours(path, path.parent().unwrap_or(path)),
            ErrorKind::NotFound => Self::Absent(path.to_owned()),
            _ => Self::Damaged(path.to_owned(), error.to_string()),
        }
    }

    /// A restore that was killed at the wrong instant leaves it so; what it had set aside is whole.
    pub(super) fn missing(path: PathBuf, dir: &Path) -> Self {
        let aside = restore::set_aside_last(dir);
        let aside =
            aside.map(|file| format!(" What the last restore replaced is whole and lies in {}.", file.display()));
        Self::Missing(path, aside.unwrap_or_default(), dir.join(LOCK))
    }

    fn not_ours(path: &Path, folder: &Path) -> Self {
        let (owner, runner) = (owner::owner_of(path), owner::runner());
        Self::NotOurs { path: path.to_owned(), owner, runner, folder: folder.to_owned() }
    }
}
