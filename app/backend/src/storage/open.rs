//! Opening a data folder: the lock, the checks that keep us from writing over what we do not
//! understand, the founding of a new database. Each refusal says what to do next. A new file is
//! prepared under another name and renamed, so an empty `sitrep.redb` can only be damage.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};

use tokio::sync::{Notify, Semaphore};

use super::engine::{self, Engine};
use super::queue::{BACKGROUND_WAITING, Queue};
use super::{Live, Options, Shared, Storage, Table, Tx, WriterThread, live, meta, writer};
use crate::clock::Clock;
use crate::error::{Error, Result};

pub const DATABASE: &str = "sitrep.redb";
const LOCK: &str = "sitrep.lock";
/// What the lock file says once a database exists, so that a vanished one is noticed.
const FOUNDED: &[u8] = b"This folder holds a Sitrep database, sitrep.redb.\n";

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the data folder {0} cannot be used: {1}. Give the user that runs Sitrep the right to read and write it, or name another folder with --data"
    )]
    Folder(PathBuf, #[source] std::io::Error),
    #[error(
        "the data folder {0} is in use by another Sitrep. Stop that one first, or let it do the work: its commands reach a running server by themselves"
    )]
    Locked(PathBuf),
    #[error(
        "{0} is gone, but this folder held a database. Put it back with `sitrep restore FILE` (copies lie in the folder's backups/), or, to begin anew, delete {1}"
    )]
    Missing(PathBuf, PathBuf),
    #[error(
        "{0} is empty, which no Sitrep leaves behind. It was not touched; move it away and put a copy back with `sitrep restore FILE` (copies lie in the folder's backups/)"
    )]
    Empty(PathBuf),
    #[error(
        "{0} is not a Sitrep database. It was not touched; name another folder with --data, or move that file away"
    )]
    Foreign(PathBuf),
    #[error(
        "{0} cannot be read: {1}. It was not written over; keep a copy of it and put an earlier state back with `sitrep restore FILE` (copies lie in the folder's backups/)"
    )]
    Damaged(PathBuf, String),
    #[error(
        "{0} was written by a newer Sitrep ({1}). It was not touched; install that version again, or put back the copy made before the upgrade (backups/before-schema-*.redb) with `sitrep restore FILE`"
    )]
    Newer(PathBuf, String),
    #[error("{0} could not be brought to this version: {1}. It is as it was; the version before still works with it")]
    Migration(PathBuf, String),
    #[error("the database cannot start: {0}")]
    Start(String),
}

pub(super) fn open(dir: &Path, options: &Options, clock: Clock, on_fatal: fn(&str)) -> Result<Storage, OpenError> {
    make_folder(dir).map_err(|error| OpenError::Folder(dir.to_owned(), error))?;
    let mut lock = take_lock(dir)?;
    let path = dir.join(DATABASE);
    if !path.exists() {
        if is_founded(&mut lock).map_err(|error| OpenError::Folder(dir.to_owned(), error))? {
            return Err(OpenError::Missing(path, dir.join(LOCK)));
        }
        found(dir, &path, options).map_err(|error| OpenError::Start(error.to_string()))?;
    }
    mark_founded(&mut lock).map_err(|error| OpenError::Folder(dir.to_owned(), error))?;
    check_beginning(&path)?;
    let engine = guarded(&path, || Engine::open(&path, options.cache_bytes))?;
    guarded(&path, || inspect(&engine))?.map_err(|verdict| verdict.of(&path))?;
    guarded(&path, || create_missing_tables(&engine))?;
    start(engine, clock, on_fatal, Some(lock)).map_err(|error| OpenError::Damaged(path, error.to_string()))
}

pub(super) fn in_memory(clock: Clock) -> Result<Storage> {
    let engine = Engine::in_memory(Options::default().cache_bytes)?;
    write_founding(&engine)?;
    start(engine, clock, writer::stop_process, None)
}

/// Starts the writer on a database that was found good.
pub(super) fn start(engine: Engine, clock: Clock, on_fatal: fn(&str), lock: Option<File>) -> Result<Storage> {
    let snapshot = engine.snapshot()?;
    let shared = Arc::new(Shared {
        live: Live::from(live::cursor(&snapshot)?),
        latest: AtomicI64::new(meta::latest_instant(&snapshot)?),
        engine,
        queue: Queue::new(),
        background: Arc::new(Semaphore::new(BACKGROUND_WAITING)),
        clock,
        outbox: Notify::new(),
        timers: Notify::new(),
        _lock: lock,
    });
    drop(snapshot);
    let writes = Arc::clone(&shared);
    let handle = std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || writer::run(&writes, on_fatal))
        .map_err(|error| Error::Storage(format!("no thread for the writer: {error}")))?;
    let thread = WriterThread { shared: Arc::clone(&shared), handle: Mutex::new(Some(handle)) };
    Ok(Storage { thread: Arc::new(thread), shared })
}

fn make_folder(dir: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    std::fs::set_permissions(dir, Permissions::from_mode(0o700))
}

fn take_lock(dir: &Path) -> Result<File, OpenError> {
    let path = dir.join(LOCK);
    let lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
    let lock = lock.map_err(|error| OpenError::Folder(dir.to_owned(), error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(OpenError::Folder(dir.to_owned(), error)),
    }
}

fn is_founded(lock: &mut File) -> std::io::Result<bool> {
    Ok(lock.metadata()?.len() > 0)
}

fn mark_founded(lock: &mut File) -> std::io::Result<()> {
    if is_founded(lock)? {
        return Ok(());
    }
    lock.write_all(FOUNDED)?;
    lock.sync_all()
}

/// Prepares a new database beside its place and moves it there whole.
fn found(dir: &Path, path: &Path, options: &Options) -> Result<()> {
    let draft = dir.join("sitrep.redb.new");
    let io = |error: std::io::Error| Error::Storage(format!("{}: {error}", draft.display()));
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(io)?;
    let engine = Engine::create(&draft, options.cache_bytes)?;
    write_founding(&engine)?;
    engine.close()?;
    File::open(&draft).and_then(|file| file.sync_all()).map_err(io)?;
    std::fs::rename(&draft, path).map_err(io)?;
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(io)
}

fn write_founding(engine: &Engine) -> Result<()> {
    write_directly(engine, |tx| {
        meta::found(tx, super::SCHEMA);
        Ok(())
    })
}

/// One transaction without the writer, before it runs.
pub(super) fn write_directly<T>(engine: &Engine, act: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let transaction = engine.begin_write()?;
    let mut tables = transaction.tables();
    tables.create_all()?;
    let mut tx = Tx::over(&tables, i64::MIN);
    let outcome = act(&mut tx)?;
    let (changes, _) = tx.finish();
    tables.apply(&changes)?;
    drop(tables);
    transaction.commit()?;
    Ok(outcome)
}

/// Looks at the file's first bytes before the engine may touch it.
fn check_beginning(path: &Path) -> Result<(), OpenError> {
    let mut beginning = Vec::new();
    let length = u64::try_from(engine::MAGIC.len()).unwrap_or(u64::MAX);
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut beginning));
    read.map_err(|error| OpenError::Damaged(path.to_owned(), error.to_string()))?;
    if beginning.is_empty() {
        return Err(OpenError::Empty(path.to_owned()));
    }
    if beginning == engine::MAGIC { Ok(()) } else { Err(OpenError::Foreign(path.to_owned())) }
}

/// The engine may panic on a file that something else has altered.
fn guarded<T>(path: &Path, act: impl FnOnce() -> Result<T>) -> Result<T, OpenError> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(Error::Storage(what))) => Err(OpenError::Damaged(path.to_owned(), what)),
        Ok(Err(error)) => Err(OpenError::Damaged(path.to_owned(), error.to_string())),
        Err(_) => Err(OpenError::Damaged(path.to_owned(), "its pages contradict each other".to_owned())),
    }
}

pub(super) enum Verdict {
    Foreign,
    Newer(String),
}

impl Verdict {
    fn of(self, path: &Path) -> OpenError {
        match self {
            Verdict::Foreign => OpenError::Foreign(path.to_owned()),
            Verdict::Newer(what) => OpenError::Newer(path.to_owned(), what),
        }
    }
}

/// Whether the database is ours and not from the future.
fn inspect(engine: &Engine) -> Result<Result<(), Verdict>> {
    let snapshot = engine.snapshot()?;
    let names = snapshot.table_names()?;
    if !names.iter().any(|name| name == Table::Meta.name()) || !meta::is_ours(&snapshot)? {
        return Ok(Err(Verdict::Foreign));
    }
    let schema = meta::schema(&snapshot)?;
    if schema > super::SCHEMA {
        return Ok(Err(Verdict::Newer(format!("its schema is {schema}, this program knows {}", super::SCHEMA))));
    }
    if let Some(unknown) = names.iter().find(|name| Table::named(name).is_none()) {
        return Ok(Err(Verdict::Newer(format!("it has a table \"{unknown}\" that this program does not know"))));
    }
    Ok(Ok(()))
}

fn create_missing_tables(engine: &Engine) -> Result<()> {
    if engine.snapshot()?.table_names()?.len() < Table::COUNT {
        write_directly(engine, |_| Ok(()))?;
    }
    Ok(())
}
