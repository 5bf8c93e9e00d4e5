//! Acts that want nothing to be written meanwhile: the writer's thread does them between two batches, when every commit
//! is on the disk and no transaction is open. What is queued waits so long.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};

use domain::time::MINUTE;

use super::flow::Flow;
use super::queue::NotQueued;
use super::writer::Job;
use super::{Storage, Tx, WRITES_TAKE_LONGEST};
use crate::error::{Result, panic_message};

type Act = Box<dyn FnOnce() + Send>;

/// No pause is longer than this, in milliseconds: a copy that takes so long is a disk that has stopped.
const PAUSE_LONGEST: i64 = 10 * MINUTE;

#[derive(Default)]
pub(super) struct Pauses {
    asked: Mutex<Vec<Act>>,
    /// When the one of now began, and when the last one ended, by the clock that nobody sets.
    begun: Mutex<Option<i64>>,
    ended: AtomicI64,
}

impl Pauses {
    fn ask(&self, act: Act) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(act);
    }

    /// For the writer, between two batches.
    pub fn grant(&self, flow: &Flow) {
        for act in self.taken() {
            self.set(Some(flow.steady()));
            if let Err(panic) = catch_unwind(AssertUnwindSafe(act)) {
                tracing::error!("what was to be done between two writes panicked: {}", panic_message(&*panic));
            }
            self.ended.store(flow.steady(), Ordering::Relaxed);
            self.set(None);
        }
    }

    fn set(&self, begun: Option<i64>) {
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = begun;
    }

    fn begun(&self) -> Option<i64> {
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There will be no pause any more: whoever waits for one learns it.
    pub fn abandon(&self) {
        drop(self.taken());
    }

    fn taken(&self) -> Vec<Act> {
        std::mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Storage {
    /// The database is copied just now, and what is to be written waits so long.
    pub fn is_copying(&self) -> bool {
        self.shared.pauses.begun().is_some()
    }

    /// A command waits longer than a disk that works would let it; one that waits for a pause waits for that.
    pub(super) fn is_stuck(&self) -> bool {
        let now = self.shared.flow.steady();
        if let Some(begun) = self.shared.pauses.begun() {
            return now - begun > PAUSE_LONGEST;
        }
        let ended = self.shared.pauses.ended.load(Ordering::Relaxed);
        self.waiting_since().is_some_and(|since| now - since.max(ended) > WRITES_TAKE_LONGEST)
    }

    /// Does it while nothing is written, and blocks until then; on a full disk as well.
    pub(super) fn between_writes<T: Send + 'static>(&self, act: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let (sender, receiver) = sync_channel(1);
        self.shared.pauses.ask(Box::new(move || drop(sender.send(act()))));
        // Something to take, so that the writer comes by; what becomes of it says nothing.
        let nothing = Job::new(|_: &mut Tx<'_>| Ok(()), |_| {});
        if let Err(NotQueued::Full | NotQueued::Closed) =
            self.shared.queue.push_request_waiting(nothing, self.shared.flow.steady())
        {
            self.shared.pauses.abandon();
        }
        receiver.recv().map_err(|_| super::stopped())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Read, Table, WriteFault};
    use super::*;
    use crate::clock::Clock;
    use domain::time::SECOND;

    #[test]
    fn a_copy_that_takes_a_minute_is_no_disk_that_has_stopped() {
        let clock = Clock::manual(0);
        let storage = Storage::in_memory(clock.clone());
        let (release, held) = sync_channel::<()>(0);
        let (copying, writing) = (storage.clone(), storage.clone());
        let copied = std::thread::spawn(move || copying.between_writes(move || held.recv()));
        while !storage.is_copying() {
            std::thread::yield_now();
        }
        let written = std::thread::spawn(move || writing.write_blocking(|_| Ok(())));
        while storage.waiting_since().is_none() {
            std::thread::yield_now();
        }
        clock.advance(MINUTE);
        assert_eq!((storage.write_fault(), storage.is_copying()), (None, true));
        clock.advance(9 * MINUTE + SECOND);
        assert_eq!(storage.write_fault(), Some(WriteFault::Stuck), "no copy takes so long");
        release.send(()).unwrap();
        copied.join().unwrap().unwrap().unwrap();
        assert_eq!(written.join().unwrap(), Ok(()));
        assert_eq!((storage.write_fault(), storage.is_copying()), (None, false));
    }

    #[test]
    fn what_waits_for_a_pause_is_done_between_two_batches_and_not_after_the_end() {
        let storage = Storage::in_memory(Clock::manual(0));
        let (looker, other) = (storage.clone(), storage.clone());
        let seen = storage.between_writes(move || {
            let written = std::thread::spawn(move || {
                other.write_blocking(|tx| {
                    tx.put(Table::Settings, b"organisation", b"later");
                    Ok(())
                })
            });
            std::thread::sleep(std::time::Duration::from_millis(50));
            let seen = looker.read(|read| read.get(Table::Settings, b"organisation"));
            (seen, written)
        });
        let (seen, written) = seen.unwrap();
        assert_eq!(seen, Ok(None), "nothing is written meanwhile");
        assert_eq!(written.join().unwrap(), Ok(()), "it was written afterwards");
        let again = storage.clone();
        assert!(storage.between_writes(|| panic!("no disk")).is_err());
        assert_eq!(again.between_writes(|| 7), Ok(7), "the writer lives on");
        again.thread.finish();
        assert!(storage.between_writes(|| 8).is_err());
    }
}
