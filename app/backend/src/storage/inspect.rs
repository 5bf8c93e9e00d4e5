//! What a file is before anything trusts it: empty, foreign, damaged, from the future, or a Sitrep
//! database of a schema we know. The engine may panic on a file that something else has altered, so it
//! looks at unknown files behind a guard.

use std::fs::File;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::{OpenError, Snapshot, Table, engine, header, meta};
use crate::error::{Error, Result};

/// Looks at the file's first bytes before the engine may touch it.
pub(super) fn check_beginning(path: &Path) -> Result<(), OpenError> {
    let mut beginning = Vec::new();
    let length = u64::try_from(engine::MAGIC.len()).unwrap_or(u64::MAX);
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut beginning));
    read.map_err(|error| OpenError::of_file(path, error))?;
    if beginning.is_empty() {
        return Err(OpenError::Empty(path.to_owned()));
    }
    if beginning == engine::MAGIC { Ok(()) } else { Err(OpenError::Foreign(path.to_owned())) }
}

/// What no page tells: the header names which of the two newest commits counts, and one bit of it makes the older one
/// count, which is whole as well. Of a file that nobody closed the newer one may be a commit that was begun and never
/// counted, unless it was copied between two commits.
pub(super) fn check_newest_counts(path: &Path, between_commits: bool) -> Result<(), OpenError> {
    let mut bytes = [0; header::HEADER];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut bytes));
    read.map_err(|error| OpenError::of_file(path, error))?;
    if header::older_counts(&bytes, between_commits) {
        return Err(OpenError::Damaged(path.to_owned(), "its header makes an older commit count".to_owned()));
    }
    Ok(())
}

/// Runs what may fail or panic on a bad file.
pub(super) fn guarded<T>(path: &Path, act: impl FnOnce() -> Result<T>) -> Result<T, OpenError> {
    let damaged = |what| Err(OpenError::Damaged(path.to_owned(), what));
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(Error::Storage(what))) => damaged(what),
        Ok(Err(error)) => damaged(error.to_string()),
        Err(_) => damaged("its pages contradict each other".to_owned()),
    }
}

/// Why a sound database is not one for this program.
#[derive(Debug)]
pub(super) enum Unfit {
    Foreign,
    Newer(String),
}

impl Unfit {
    pub fn at(self, path: &Path) -> OpenError {
        match self {
            Unfit::Foreign => OpenError::Foreign(path.to_owned()),
            Unfit::Newer(what) => OpenError::Newer(path.to_owned(), what),
        }
    }
}

/// The schema of the database, when it is ours and not later than the one we know.
pub(super) fn inspect(snapshot: &Snapshot, known: u32) -> Result<Result<u32, Unfit>> {
    let names = snapshot.table_names()?;
    if !names.iter().any(|name| name == Table::Meta.name()) || !meta::is_ours(snapshot)? {
        return Ok(Err(Unfit::Foreign));
    }
    let schema = meta::schema(snapshot)?;
    if schema > known {
        return Ok(Err(Unfit::Newer(format!("its schema is {schema}, this program knows {known}"))));
    }
    let unknown = names.iter().find(|name| Table::named(name).is_none());
    Ok(match unknown {
        // A schema before ours may have tables that a migration will remove.
        Some(name) if schema == known => Err(Unfit::Newer(format!("this program does not know its table \"{name}\""))),
        _ => Ok(schema),
    })
}
