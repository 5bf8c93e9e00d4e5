//! The one thread that writes. It takes what is queued, runs each command on an overlay of its own,
//! commits once and only then answers. A command that fails or panics leaves no trace; one that
//! panicked gets a second chance alone. A storage error while flushing or committing leaves unknown
//! what is durable, so the process stops and the supervisor starts it again. On a full disk, and when
//! the file is gone, nothing is begun.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::engine::OpenTables;
use super::live::LiveEvent;
use super::tx::{Aftermath, Changes};
use super::{Shared, Table, Tx, meta};
use crate::error::{Error, Result, panic_message};

/// One queued closure with whoever waits for its answer.
pub(super) trait Command: Send {
    /// May be called twice; the last outcome counts.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ending;
    fn answer(self: Box<Self>);
    fn give_up(self: Box<Self>, error: Error);
}

/// How one run ended.
pub(super) enum Ending {
    Keep,
    Drop,
    /// Reading failed: the commit will tell whether the engine still works.
    StorageFailed,
}

pub(super) type Queued = Box<dyn Command>;

pub(super) struct Job<T, F> {
    act: F,
    outcome: Option<Result<T>>,
    reply: Box<dyn FnOnce(Result<T>) + Send>,
}

impl<T, F> Job<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    pub fn new(act: F, reply: impl FnOnce(Result<T>) + Send + 'static) -> Box<Job<T, F>> {
        Box::new(Job { act, outcome: None, reply: Box::new(reply) })
    }
}

impl<T, F> Command for Job<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Ending {
        let outcome = (self.act)(tx);
        let ending = match &outcome {
            Ok(_) => Ending::Keep,
            Err(Error::Storage(_)) => Ending::StorageFailed,
            Err(_) => Ending::Drop,
        };
        self.outcome = Some(outcome);
        ending
    }

    fn answer(self: Box<Self>) {
        let outcome = self.outcome.unwrap_or_else(|| Err(Error::internal("a command was answered before it ran")));
        (self.reply)(outcome);
    }

    fn give_up(self: Box<Self>, error: Error) {
        (self.reply)(Err(error));
    }
}

/// A command whose run panicked, with the panic's message.
struct Panicked(Queued, String);

/// The life of the writer's thread: ends when the queue is closed and empty, or when storage fails.
pub(super) fn run(shared: &Shared, on_fatal: fn(&str)) {
    while let Some(batch) = shared.queue.take() {
        if let Err(error) = write(shared, batch) {
            shared.queue.abandon();
            shared.pauses.abandon();
            on_fatal(&format!(
                "the database cannot be written ({error}); what was not answered may or may not be kept"
            ));
            return;
        }
        shared.pauses.grant(&shared.flow);
    }
    shared.pauses.abandon();
}

/// Stops the process: the answer to a database that cannot be written.
pub(super) fn stop_process(message: &str) {
    tracing::error!("{message}");
    std::process::exit(70);
}

fn write(shared: &Shared, batch: Vec<Queued>) -> Result<()> {
    if let Some(fault) = shared.room.fault() {
        batch.into_iter().for_each(|command| command.give_up(fault.refusal()));
        return Ok(());
    }
    for Panicked(command, _) in write_batch(shared, batch)? {
        for Panicked(command, message) in write_batch(shared, vec![command])? {
            command.give_up(Error::internal(format!("a write panicked twice: {message}")));
        }
    }
    Ok(())
}

/// One commit. Answers all but those that panicked, which it returns.
fn write_batch(shared: &Shared, batch: Vec<Queued>) -> Result<Vec<Panicked>> {
    let transaction = shared.engine.begin_write()?;
    let mut tables = transaction.tables();
    let mut written = Written::default();
    let (mut ended, mut panicked) = (Vec::with_capacity(batch.len()), Vec::new());
    for mut command in batch {
        let now = shared.flow.now();
        let mut tx = Tx::over(&tables, now, shared.flow.moved());
        match catch_unwind(AssertUnwindSafe(|| command.run(&mut tx))) {
            Ok(Ending::Keep) => {
                let (changes, aftermath) = tx.finish();
                written.keep(&mut tables, now, &changes, aftermath)?;
            }
            Ok(Ending::Drop) => {}
            Ok(Ending::StorageFailed) => written.suspect = true,
            Err(panic) => {
                panicked.push(Panicked(command, panic_message(&*panic)));
                continue;
            }
        }
        ended.push(command);
    }
    let events = written.stamp(shared, &mut tables)?;
    drop(tables);
    if written.changed || written.suspect {
        transaction.commit()?;
    }
    written.tell(shared, events);
    ended.into_iter().for_each(Command::answer);
    Ok(panicked)
}

/// What the commands of one batch leave behind together.
#[derive(Default)]
struct Written {
    changed: bool,
    /// Something that visitors may read.
    public: bool,
    suspect: bool,
    latest: i64,
    aftermath: Aftermath,
}

impl Written {
    fn keep(&mut self, tables: &mut OpenTables<'_>, now: i64, changes: &Changes, aftermath: Aftermath) -> Result<()> {
        tables.apply(changes)?;
        self.changed |= !changes.is_empty() || !aftermath.announcements.is_empty();
        self.public |= changes.keys().any(|table| Table::PUBLIC.contains(table));
        self.latest = now;
        self.aftermath.announcements.extend(aftermath.announcements);
        self.aftermath.wake_outbox |= aftermath.wake_outbox;
        self.aftermath.wake_timers |= aftermath.wake_timers;
        self.aftermath.wake_pushes |= aftermath.wake_pushes;
        self.aftermath.recheck_streams |= aftermath.recheck_streams;
        self.aftermath.moved = aftermath.moved.or(self.aftermath.moved);
        Ok(())
    }

    /// Numbers the announcements and writes down how far numbers and time have come.
    fn stamp(&mut self, shared: &Shared, tables: &mut OpenTables<'_>) -> Result<Vec<LiveEvent>> {
        if !self.changed {
            return Ok(Vec::new());
        }
        let first = shared.live.cursor().sequence + 1;
        let announcements = std::mem::take(&mut self.aftermath.announcements);
        let events: Vec<LiveEvent> =
            (first..).zip(announcements).map(|(sequence, topic)| LiveEvent { sequence, topic }).collect();
        let mut tx = Tx::over(&*tables, self.latest, 0);
        meta::set_latest_instant(&mut tx, self.latest);
        if let Some(last) = events.last() {
            meta::set_live_sequence(&mut tx, last.sequence);
        }
        let (changes, _) = tx.finish();
        tables.apply(&changes)?;
        Ok(events)
    }

    /// After the commit.
    fn tell(self, shared: &Shared, events: Vec<LiveEvent>) {
        shared.live.publish(events);
        if self.public {
            shared.public.send_modify(|version| *version += 1);
        }
        let moved = self.aftermath.moved;
        if let Some(moved) = moved {
            shared.flow.move_to(moved);
            shared.live.time_moved();
            shared.chores.notify_one();
        }
        if self.aftermath.recheck_streams {
            shared.live.recheck();
        }
        if self.aftermath.wake_outbox || moved.is_some() {
            shared.outbox.notify_one();
        }
        if self.aftermath.wake_pushes || moved.is_some() {
            shared.pushes.notify_one();
        }
        if self.aftermath.wake_timers || moved.is_some() {
            shared.timers.notify_one();
        }
    }
}
