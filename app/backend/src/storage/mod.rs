//! The storage of Sitrep: one redb file, one writer thread, snapshots for reading. A use case writes
//! with `storage.write(|tx| ...)` and is answered after the durable commit; it reads with
//! `storage.read(|snapshot| ...)`, which never waits. Closures may run twice and do no I/O, no
//! rendering and no hashing of passwords. Knows nothing of incidents, letters or people.

pub mod backup;
pub mod chain;
mod engine;
mod flow;
pub(crate) mod folder;
pub mod fresh;
mod header;
mod inspect;
pub mod keys;
pub mod live;
mod meta;
mod migrations;
mod open;
mod open_error;
pub(crate) mod owner;
mod pause;
mod queue;
mod read;
mod record;
mod restore;
mod room;
mod set_aside;
mod tables;
#[cfg(test)]
mod tests;
mod tx;
pub mod verify;
mod writer;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use domain::time::SECOND;
use tokio::sync::{Notify, Semaphore, oneshot, watch};

pub use chain::Chain;
pub use engine::Snapshot;
pub use flow::AHEAD_TOLD;
pub use keys::{Key, KeyParts};
pub use live::{Audience, Cursor, Live, LiveChange, LiveEvent, Topic};
pub use meta::{
    copied_at, forget_copy, is_demonstration, mark_as_demonstration, schema as schema_of, set_shape, shape_of,
};
pub use migrations::SCHEMA;
pub use open_error::OpenError;
pub use queue::{BACKGROUND_RESERVED, BACKGROUND_WAITING, BATCH, REQUESTS_WAITING};
pub use read::{Order, Read, Row};
pub use record::{Record, decode, encode, load};
pub use restore::{Restored, restore};
pub use room::{WRITES_NEED_BYTES, WriteFault, free_bytes};
pub use tables::Table;
pub use tx::Tx;

use crate::clock::Clock;
use crate::error::{Error, Result};
use engine::Engine;
use flow::Flow;
use pause::Pauses;
use queue::{NotQueued, Queue};
use room::Room;
use writer::{Job, Queued};

/// A command that waits longer than this for its commit, in milliseconds, is a disk that has stopped.
const WRITES_TAKE_LONGEST: i64 = 10 * SECOND;

/// Cloning is cheap; the last clone that goes away finishes what is queued and closes the file.
#[derive(Clone)]
pub struct Storage {
    thread: Arc<WriterThread>,
    shared: Arc<Shared>,
}

#[derive(Clone, Debug)]
pub struct Options {
    /// What the engine may keep in memory; up to half of it may be unwritten.
    pub cache_bytes: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { cache_bytes: 64 * 1024 * 1024 }
    }
}

/// What the writer's thread and everybody else look at together.
struct Shared {
    engine: Engine,
    room: Room,
    queue: Queue<Queued>,
    pauses: Pauses,
    /// Whoever had the database last did not close it, and nobody has looked at its pages since.
    unchecked: AtomicBool,
    background: Arc<Semaphore>,
    live: Live,
    flow: Flow,
    outbox: Notify,
    timers: Notify,
    pushes: Notify,
    chores: Notify,
    /// Goes up with each commit that may change what visitors read; it means nothing after a restart.
    public: watch::Sender<u64>,
    /// Holds the data folder's lock as long as the file is open.
    _lock: Option<std::fs::File>,
}

impl Storage {
    /// Opens `DIR/sitrep.redb` and creates both when the folder is new.
    pub fn open(dir: &Path, options: Options, clock: Clock) -> Result<Storage, OpenError> {
        open::open(dir, &options, clock, migrations::MIGRATIONS, writer::stop_process)
    }

    /// For tests and demonstrations: the same engine without a file.
    ///
    /// # Panics
    /// When the machine has no memory, randomness or thread left.
    pub fn in_memory(clock: Clock) -> Storage {
        match open::in_memory(clock) {
            Ok(storage) => storage,
            Err(error) => panic!("a database in memory cannot be opened: {error}"),
        }
    }

    /// Writes for somebody who waits for an answer; `Busy` at once when the queue is full, `DiskFull` when the disk
    /// is. When the caller goes away the job is done all the same.
    pub async fn write<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Job::new(job, move |outcome| drop(sender.send(outcome)));
        self.shared.queue.push_request(job, self.shared.flow.steady()).map_err(not_queued)?;
        receiver.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Writes for the outbox and the timers: waits for room, and has slots of its own in each batch.
    pub async fn write_background<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let permit = Arc::clone(&self.shared.background).acquire_owned().await.map_err(|_| stopped())?;
        let (sender, receiver) = oneshot::channel();
        let job = Job::new(job, move |outcome| {
            drop(permit);
            drop(sender.send(outcome));
        });
        self.shared.queue.push_background(job, self.shared.flow.steady()).map_err(not_queued)?;
        receiver.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// The same for the command line and tests, blocking the thread; waits when the queue is full.
    pub fn write_blocking<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        let job = Job::new(job, move |outcome| drop(sender.send(outcome)));
        self.shared.queue.push_request_waiting(job, self.shared.flow.steady()).map_err(not_queued)?;
        receiver.recv().unwrap_or_else(|_| Err(stopped()))
    }

    /// Asks one question of the state as it is now.
    pub fn read<T>(&self, query: impl FnOnce(&Snapshot) -> Result<T>) -> Result<T> {
        query(&self.snapshot()?)
    }

    /// The state as it is now, for several questions.
    pub fn snapshot(&self) -> Result<Snapshot> {
        self.shared.engine.snapshot()
    }

    /// UTC milliseconds; never less than what a finished write has seen.
    pub fn now(&self) -> i64 {
        self.shared.flow.now()
    }

    /// The same for sessions and limits, which are not to notice that a demonstration was moved.
    pub fn real_now(&self) -> i64 {
        self.shared.flow.real_now()
    }

    /// How far `now` is ahead of `real_now`: nowhere but in a demonstration.
    pub fn moved(&self) -> i64 {
        self.shared.flow.moved()
    }

    /// How far time is ahead of the machine's clock, which was put back.
    pub fn ahead_of_clock(&self) -> i64 {
        self.shared.flow.ahead()
    }

    /// What open boards listen to.
    pub fn live(&self) -> &Live {
        &self.shared.live
    }

    /// Ends when a commit has put something into the outbox, also when that was before the call. For
    /// one waiting task.
    pub async fn outbox_woken(&self) {
        self.shared.outbox.notified().await;
    }

    /// Ends when a commit has changed the timers, also when that was before the call. For one waiting
    /// task.
    pub async fn timers_woken(&self) {
        self.shared.timers.notified().await;
    }

    /// Ends when a commit has queued a push, also when that was before the call. For one waiting task.
    pub async fn pushes_woken(&self) {
        self.shared.pushes.notified().await;
    }

    /// Ends when time was moved, so that what is done once a day may be due. For one waiting task.
    pub async fn chores_woken(&self) {
        self.shared.chores.notified().await;
    }

    /// Goes up with each commit that may change what visitors read. Asked before reading, it is never newer than what was
    /// read.
    pub fn public_version(&self) -> u64 {
        *self.shared.public.borrow()
    }

    /// To wait for the next of these commits.
    pub fn public_changes(&self) -> watch::Receiver<u64> {
        self.shared.public.subscribe()
    }

    /// Commands that wait for the writer: requests, background.
    pub fn waiting(&self) -> (usize, usize) {
        self.shared.queue.waiting()
    }

    /// Since when the oldest command waits for its answer, by the clock that nobody sets.
    pub fn waiting_since(&self) -> Option<i64> {
        self.shared.queue.oldest()
    }

    /// Why no change is taken now, if none is. Judged without writing, so that asking makes nothing worse.
    pub fn write_fault(&self) -> Option<WriteFault> {
        self.shared.room.fault().or_else(|| self.is_stuck().then_some(WriteFault::Stuck))
    }

    /// Takes no more writes, finishes those that are queued and closes the file.
    pub async fn close(self) -> Result<()> {
        tokio::task::spawn_blocking(move || self.close_blocking())
            .await
            .unwrap_or_else(|error| Err(Error::internal(error)))
    }

    /// The same without a runtime.
    pub fn close_blocking(self) -> Result<()> {
        self.thread.finish();
        self.shared.engine.close()
    }
}

/// The writer's thread, joined when nobody can queue anything any more.
struct WriterThread {
    shared: Arc<Shared>,
    handle: Mutex<Option<JoinHandle<()>>>,
}

impl WriterThread {
    fn finish(&self) {
        self.shared.queue.close();
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last clone may go away inside a command; a thread does not wait for itself.
        if let Some(handle) = handle.filter(|handle| handle.thread().id() != std::thread::current().id()) {
            drop(handle.join());
        }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.finish();
    }
}

fn not_queued(why: NotQueued) -> Error {
    match why {
        NotQueued::Full => Error::Busy,
        NotQueued::Closed => stopped(),
    }
}

fn stopped() -> Error {
    Error::Storage("the writer has stopped".to_owned())
}
