//! Opening a data folder: lock, look, bring up to date, start the writer. Each refusal says what to
//! do next, and nothing that we do not understand is written over. A new database is prepared under
//! another name and renamed, so that an empty `sitrep.redb` can only be damage.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use domain::Refusal;
use tokio::sync::{Notify, Semaphore, watch};

use super::engine::Engine;
use super::flow::Flow;
use super::folder::{self, DATABASE};
use super::inspect::{check_beginning, guarded, inspect};
use super::migrations::{self, Migration};
use super::pause::Pauses;
use super::queue::{BACKGROUND_WAITING, Queue};
use super::room::Room;
use super::{Live, OpenError, Options, Shared, Storage, WriterThread, live, meta, writer};
use crate::clock::Clock;
use crate::error::{Error, Result};

pub(super) fn open(
    dir: &Path,
    options: &Options,
    clock: Clock,
    steps: &[Migration],
    on_fatal: fn(&str),
) -> Result<Storage, OpenError> {
    let lock = folder::lock(dir)?;
    let path = dir.join(DATABASE);
    let folder_failed = |error| OpenError::of_folder(dir, error);
    if !path.try_exists().map_err(folder_failed)? {
        if folder::is_founded(&lock).map_err(folder_failed)? {
            return Err(OpenError::missing(path, dir));
        }
        found(&path, dir, options).map_err(|error| OpenError::Start(error.to_string()))?;
    }
    check_beginning(&path)?;
    let writable = OpenOptions::new().read(true).write(true).open(&path);
    drop(writable.map_err(|error| OpenError::of_file(&path, error))?);
    let left_open = Engine::was_left_open(&path).map_err(|error| OpenError::of_file(&path, error))?;
    let known = migrations::schema_after(steps);
    let not_brought_up = |error| OpenError::Migration(path.clone(), told(error));
    if schema_of(&path, options, known)? < known {
        migrations::keep_copy(&path, dir, known).map_err(not_brought_up)?;
    }
    let engine = guarded(&path, || Engine::open(&path, options.cache_bytes))?;
    migrations::bring_up(&engine, steps).map_err(not_brought_up)?;
    folder::mark_founded(&lock).map_err(folder_failed)?;
    let room = Room::of(dir, &path).map_err(folder_failed)?;
    let storage = guarded(&path, || start(engine, clock, on_fatal, Some((lock, room))))?;
    storage.shared.unchecked.store(left_open, Ordering::Relaxed);
    Ok(storage)
}

/// Looks before the engine may write: a file that is not for this program stays as it is, to the last byte.
fn schema_of(path: &Path, options: &Options, known: u32) -> Result<u32, OpenError> {
    let looked = guarded(path, || inspect(&Engine::glance_at(path, options.cache_bytes)?.snapshot()?, known));
    looked?.map_err(|unfit| unfit.at(path))
}

/// For whoever starts the program, who reads no codes.
fn told(error: Error) -> String {
    match error {
        Error::Refused(Refusal::NoRoom { needed, free }) => {
            format!("the copy made before it needs {needed} bytes, and {free} are free")
        }
        Error::Storage(what) => what,
        other => other.to_string(),
    }
}

pub(super) fn in_memory(clock: Clock) -> Result<Storage> {
    let engine = Engine::in_memory(Options::default().cache_bytes)?;
    engine.write_directly(|tx| {
        meta::found(tx, migrations::SCHEMA);
        Ok(())
    })?;
    start(engine, clock, writer::stop_process, None)
}

/// Starts the writer on a database that was found good.
pub(super) fn start(engine: Engine, clock: Clock, on_fatal: fn(&str), place: Option<(File, Room)>) -> Result<Storage> {
    let snapshot = engine.snapshot()?;
    let (lock, room) = place.map_or_else(|| (None, Room::in_memory()), |(lock, room)| (Some(lock), room));
    let shared = Arc::new(Shared {
        live: Live::from(live::cursor(&snapshot)?),
        flow: Flow::from(meta::latest_instant(&snapshot)?, meta::moved(&snapshot)?, clock),
        engine,
        room,
        queue: Queue::new(),
        pauses: Pauses::default(),
        unchecked: AtomicBool::new(false),
        background: Arc::new(Semaphore::new(BACKGROUND_WAITING)),
        outbox: Notify::new(),
        timers: Notify::new(),
        pushes: Notify::new(),
        chores: Notify::new(),
        public: watch::Sender::new(0),
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

/// Prepares a new database beside its place and moves it there whole.
fn found(path: &Path, dir: &Path, options: &Options) -> Result<()> {
    let draft = folder::beside(path, ".new");
    drop(folder::fresh_file(&draft, Some(dir))?);
    let engine = Engine::create(&draft, options.cache_bytes)?;
    engine.write_directly(|tx| {
        meta::found(tx, migrations::SCHEMA);
        Ok(())
    })?;
    engine.close()?;
    folder::move_into_place(&draft, path)
}
