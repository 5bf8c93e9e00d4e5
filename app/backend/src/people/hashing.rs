//! One thread that hashes passwords, with one buffer that it keeps while there is work: 19 MiB for each try, taken and
//! given back in whichever thread comes along, are never given back to the machine. Before it waits a short queue, of
//! which nobody has more than a few places; whoever finds it full hears so at once. Knows nothing of people and their
//! passwords.

mod buffer;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Refusal;
use tokio::sync::oneshot;

use super::attempts::Place;
use crate::error::{Error, Result};
pub(super) use buffer::Buffer;

/// Tries that wait, the one in work among them: half a second of work on a slow machine.
pub const WAITING_MOST: usize = 16;
/// Of which from networks, where anybody may come from: those who are known always find one more.
pub const WAITING_MOST_OF_STRANGERS: usize = 12;
/// And from one place.
pub const WAITING_MOST_OF_ONE: usize = 4;
/// What is said to whoever finds no place; the queue has emptied by then.
const RETRY_SECONDS: u32 = 2;
/// Without a password to hash for this long the buffer is given back: an idle desk holds none.
pub const REST_AFTER: Duration = Duration::from_secs(60);

type Job = Box<dyn FnOnce(&mut Buffer) + Send>;

#[derive(Debug)]
pub(crate) struct Hashing {
    on: bool,
    queue: Arc<Mutex<Queue>>,
    jobs: Sender<Job>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: usize,
    by_place: HashMap<Place, usize>,
}

/// A place in the queue; it is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    queue: Arc<Mutex<Queue>>,
    jobs: Sender<Job>,
    place: Place,
}

impl Hashing {
    /// The thread ends with the desk.
    pub fn begin(no_limits: bool, rest_after: Duration) -> Result<Self> {
        let (jobs, coming) = channel::<Job>();
        let work = move || {
            let mut buffer = Buffer::default();
            while let Some(job) = next(&coming, &mut buffer, rest_after) {
                // Whoever waits for it hears of it: their end of the answer is gone.
                if catch_unwind(AssertUnwindSafe(|| job(&mut buffer))).is_err() {
                    tracing::error!("hashing a password panicked");
                }
            }
        };
        std::thread::Builder::new().name("hashing".to_owned()).spawn(work).map_err(Error::internal)?;
        Ok(Self { on: !no_limits, queue: Arc::default(), jobs })
    }

    /// To be asked before a try is counted: who is turned away has not tried.
    pub fn turn(&self, place: &Place) -> Result<Turn, Refusal> {
        let mut queue = lock(&self.queue);
        let of_place = queue.by_place.get(place).copied().unwrap_or_default();
        let most = if place.is_a_network() { WAITING_MOST_OF_STRANGERS } else { WAITING_MOST };
        if self.on && (queue.waiting >= most || of_place >= WAITING_MOST_OF_ONE) {
            return Err(Refusal::TooManyAttempts { retry_seconds: RETRY_SECONDS });
        }
        queue.waiting += 1;
        *queue.by_place.entry(place.clone()).or_default() += 1;
        Ok(Turn { queue: Arc::clone(&self.queue), jobs: self.jobs.clone(), place: place.clone() })
    }
}

/// Waits for it, a while with the buffer in hand and then without; `None` at the end of the desk.
fn next(coming: &Receiver<Job>, buffer: &mut Buffer, rest_after: Duration) -> Option<Job> {
    if buffer.is_held() {
        match coming.recv_timeout(rest_after) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => buffer.give_back(),
        }
    }
    coming.recv().ok()
}

impl Turn {
    /// The turn lasts until the work is done, also when nobody waits for it any more.
    pub async fn take<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Buffer) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (tell, told) = oneshot::channel();
        let jobs = self.jobs.clone();
        let job: Job = Box::new(move |buffer| {
            let turn = self;
            let done = (!tell.is_closed()).then(|| work(buffer));
            // Before the answer: whoever has it finds their place free.
            drop(turn);
            if let Some(done) = done {
                let _gone_meanwhile = tell.send(done);
            }
        });
        jobs.send(job).map_err(|_| Error::internal("the hashing thread has ended"))?;
        told.await.unwrap_or_else(|_| Err(Error::internal("a password was not hashed")))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut queue = lock(&self.queue);
        queue.waiting -= 1;
        if let Some(count) = queue.by_place.get_mut(&self.place) {
            *count -= 1;
            if *count == 0 {
                queue.by_place.remove(&self.place);
            }
        }
    }
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(network: usize) -> Place {
        Place::of_address(&format!("192.0.2.{network}"))
    }

    #[test]
    fn a_network_has_four_places_and_strangers_twelve_of_sixteen_and_the_next_hears_so_at_once() {
        let hashing = Hashing::begin(false, REST_AFTER).unwrap();
        let full = Err(Refusal::TooManyAttempts { retry_seconds: RETRY_SECONDS });
        let mut turns: Vec<Turn> = (0..4).map(|_| hashing.turn(&from(1)).unwrap()).collect();
        assert_eq!(hashing.turn(&from(1)).map(drop), full);
        for network in 2..=3 {
            turns.extend((0..4).map(|_| hashing.turn(&from(network)).unwrap()));
        }
        assert_eq!(hashing.turn(&from(5)).map(drop), full);
        turns.extend((0..4).map(|_| hashing.turn(&Place::Device([7; 8])).unwrap()));
        assert_eq!(hashing.turn(&Place::Device([8; 8])).map(drop), full, "known or not, sixteen are all");
        turns.truncate(11);
        assert!(hashing.turn(&from(5)).is_ok());
        drop(turns);
        assert!(lock(&hashing.queue).by_place.is_empty());
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_turn_back_and_the_next_is_done() {
        let hashing = Hashing::begin(false, REST_AFTER).unwrap();
        let panics = hashing.turn(&from(1)).unwrap().take(|_| -> Result<()> { panic!("on purpose") });
        assert!(matches!(panics.await, Err(Error::Internal(_))));
        assert_eq!(hashing.turn(&from(1)).unwrap().take(|_| Ok(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn the_buffer_is_given_back_when_nobody_has_signed_in_for_a_while_and_taken_again_for_the_next() {
        let hashing = Hashing::begin(false, Duration::from_millis(20)).unwrap();
        for _ in 0..2 {
            let held = hashing.turn(&from(1)).unwrap().take(|buffer| {
                buffer.hash(b"a kestrel over the quay")?;
                Ok(buffer.is_held())
            });
            assert_eq!(held.await, Ok(true));
            tokio::time::sleep(Duration::from_millis(500)).await;
            assert_eq!(hashing.turn(&from(1)).unwrap().take(|buffer| Ok(buffer.is_held())).await, Ok(false));
        }
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_worked_on() {
        let hashing = Hashing::begin(false, REST_AFTER).unwrap();
        let (go, wait) = channel::<()>();
        let slow = tokio::spawn(hashing.turn(&from(1)).unwrap().take(move |_| Ok(wait.recv().is_ok())));
        tokio::task::yield_now().await;
        let left = tokio::time::timeout(
            std::time::Duration::from_millis(20),
            hashing.turn(&from(2)).unwrap().take(|_| -> Result<()> { unreachable!("nobody waits") }),
        );
        assert!(left.await.is_err());
        go.send(()).unwrap();
        assert_eq!(slow.await.unwrap(), Ok(true));
        assert_eq!(hashing.turn(&from(3)).unwrap().take(|_| Ok(())).await, Ok(()));
        assert_eq!(lock(&hashing.queue).waiting, 0);
    }
}
