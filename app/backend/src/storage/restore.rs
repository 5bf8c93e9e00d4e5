//! Putting a copy back. The copy is checked first, the folder is taken for this process, the database
//! that is replaced is kept in the folder's backups, and the restored one gets a new epoch, so that no
//! open board takes it for the one it knew.

use std::path::{Path, PathBuf};

use super::backup::{self, Report};
use super::engine::Engine;
use super::folder::{self, DATABASE};
use super::set_aside::{BEFORE_RESTORE, number};
use super::{OpenError, meta};
use crate::clock::Clock;
use crate::error::Result;

/// What happened, for the one who asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub copy: Report,
    /// Where the replaced database lies now, if there was one.
    pub replaced: Option<PathBuf>,
}

/// Replaces the database of `dir` by the copy; refuses while a server runs there.
pub fn restore(copy: &Path, dir: &Path, clock: &Clock) -> Result<Restored, OpenError> {
    let report = backup::check(copy)?;
    let lock = folder::lock(dir)?;
    let put = || -> Result<Option<PathBuf>> {
        let path = dir.join(DATABASE);
        let draft = folder::beside(&path, ".new");
        let prepared = prepare(copy, &draft, dir).and_then(|()| set_aside(&path, dir, clock));
        let replaced = prepared.inspect_err(|_| drop(std::fs::remove_file(&draft)))?;
        folder::move_into_place(&draft, &path)?;
        folder::mark_founded(&lock).map_err(|error| folder::failed(dir, &error))?;
        Ok(replaced)
    };
    let replaced = put().map_err(|error| OpenError::Start(error.to_string()))?;
    Ok(Restored { copy: report, replaced })
}

/// Copies the file and gives it a new epoch.
fn prepare(copy: &Path, draft: &Path, dir: &Path) -> Result<()> {
    folder::copy_bytes(copy, draft, dir)?;
    let engine = Engine::open(draft, backup::CACHE_BYTES)?;
    engine.write_directly(|tx| {
        meta::renew_epoch(tx);
        // What a restore or an update has set aside is as old as a copy, and carries no mark.
        if meta::copied_at(tx)?.is_none() { meta::mark_as_copy(tx) } else { Ok(()) }
    })?;
    engine.close()
}

fn set_aside(path: &Path, dir: &Path, clock: &Clock) -> Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    let copies = backup::folder_in(dir)?;
    let aside = copies.join(format!("{BEFORE_RESTORE}{}.redb", clock.now()));
    std::fs::rename(path, &aside).map_err(|error| folder::failed(path, &error))?;
    folder::sync(&copies)?;
    Ok(Some(aside))
}

/// The newest of the databases that restores have set aside.
pub(super) fn set_aside_last(dir: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(dir.join(backup::FOLDER)).ok()?;
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    paths.filter_map(|path| Some((number(&path, BEFORE_RESTORE)?, path))).max().map(|(_, path)| path)
}
