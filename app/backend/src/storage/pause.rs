//! Acts that want nothing to be written meanwhile: the writer's thread does them between two batches, when every commit
//! is on the disk and no transaction is open. What is queued waits so long.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};

use super::queue::NotQueued;
use super::writer::Job;
use super::{Storage, Tx};
use crate::error::{Result, panic_message};

type Act = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub(super) struct Pauses(Mutex<Vec<Act>>);

impl Pauses {
    fn ask(&self, act: Act) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(act);
    }

    /// For the writer, between two batches.
    pub fn grant(&self) {
        for act in self.taken() {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(act)) {
                tracing::error!("what was to be done between two writes panicked: {}", panic_message(&*panic));
            }
        }
    }

    /// There will be no pause any more: whoever waits for one learns it.
    pub fn abandon(&self) {
        drop(self.taken());
    }

    fn taken(&self) -> Vec<Act> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Storage {
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
    use super::super::{Read, Table};
    use super::*;
    use crate::clock::Clock;

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
