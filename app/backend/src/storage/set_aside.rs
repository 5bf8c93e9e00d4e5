//! Databases that lie beside the daily copies under names of their own: what a restore replaced, and the file as it was
//! before an upgrade. Each is as large as the database, so only the newest of each kind are kept; the newest one always.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::retention::SET_ASIDE_KEPT;

/// Begins the name of a database that a restore replaced; its instant follows.
pub(super) const BEFORE_RESTORE: &str = "before-restore-";
/// Begins the name of a file from before an upgrade; the schema that followed it is next.
pub(super) const BEFORE_SCHEMA: &str = "before-schema-";

/// Deletes what is too old; files with other names are left alone.
pub(super) fn prune(copies: &Path) -> Result<()> {
    for kind in [BEFORE_RESTORE, BEFORE_SCHEMA] {
        let mut files = of_kind(copies, kind)?;
        files.sort();
        for (.., old) in &files[..files.len().saturating_sub(SET_ASIDE_KEPT)] {
            std::fs::remove_file(old)?;
        }
    }
    Ok(())
}

/// When each was set aside, its number, and where it lies. A schema's number says nothing about that: after a restore
/// the same upgrade comes again.
fn of_kind(copies: &Path, kind: &str) -> Result<Vec<(i128, i64, PathBuf)>> {
    let files = match std::fs::read_dir(copies) {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for file in files {
        let path = file?.path();
        let Some(number) = number(&path, kind) else { continue };
        let at = if kind == BEFORE_RESTORE { number.into() } else { written(&path)? };
        found.push((at, number, path));
    }
    Ok(found)
}

/// What follows the kind in its name.
pub(super) fn number(path: &Path, kind: &str) -> Option<i64> {
    path.file_name()?.to_str()?.strip_prefix(kind)?.strip_suffix(".redb")?.parse().ok()
}

fn written(path: &Path) -> Result<i128> {
    let since = path.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(i128::try_from(since.as_millis()).unwrap_or(i128::MAX))
}
