use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex, mpsc};

use super::super::engine::{Engine, failing::FailingDisk};
use super::super::{
    Audience, BACKGROUND_WAITING, Cursor, LiveChange, Options, REQUESTS_WAITING, Read, Storage, Table, Topic, live,
    meta, open,
};
use crate::clock::Clock;
use crate::error::Error;
use domain::Refusal;
use domain::time::DAY;

const TABLE: Table = Table::Settings;

fn storage() -> Storage {
    Storage::in_memory(Clock::manual(1_000))
}

fn value(storage: &Storage, key: &str) -> Option<Vec<u8>> {
    storage.read(|snapshot| snapshot.get(TABLE, key.as_bytes())).unwrap()
}

/// Keeps the writer busy until the returned sender is used, so that what comes next is one batch.
pub fn hold_the_writer(storage: &Storage) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel();
    let held = Mutex::new(held);
    let (begun, begins) = mpsc::channel();
    let busy = storage.clone();
    std::thread::spawn(move || {
        busy.write_blocking(move |_| {
            begun.send(()).unwrap();
            held.lock().unwrap().recv().unwrap();
            Ok(())
        })
    });
    begins.recv().unwrap();
    release
}

#[test]
fn a_failing_and_a_panicking_command_spoil_no_neighbour() {
    let storage = storage();
    let release = hold_the_writer(&storage);
    let attempts = Arc::new(AtomicUsize::new(0));
    let runs = Arc::clone(&attempts);
    std::thread::scope(|scope| {
        let ana = scope.spawn(|| {
            storage.write_blocking(|tx| {
                tx.put(TABLE, b"ana", b"kept");
                Ok(1)
            })
        });
        let refused = scope.spawn(|| {
            storage.write_blocking(|tx| {
                tx.put(TABLE, b"refused", b"dropped");
                Err::<(), _>(Refusal::NotAllowed.into())
            })
        });
        let panicking = scope.spawn(|| {
            storage.write_blocking(move |tx| -> crate::Result<()> {
                runs.fetch_add(1, Ordering::SeqCst);
                tx.put(TABLE, b"panicking", b"dropped");
                panic!("a defect")
            })
        });
        let rui = scope.spawn(|| {
            storage.write_blocking(|tx| {
                tx.put(TABLE, b"rui", b"kept");
                Ok(2)
            })
        });
        while storage.waiting().0 < 4 {
            std::thread::yield_now();
        }
        release.send(()).unwrap();
        assert_eq!(ana.join().unwrap(), Ok(1));
        assert_eq!(refused.join().unwrap(), Err(Error::Refused(Refusal::NotAllowed)));
        assert!(matches!(panicking.join().unwrap(), Err(Error::Internal(_))));
        assert_eq!(rui.join().unwrap(), Ok(2));
    });
    assert_eq!(attempts.load(Ordering::SeqCst), 2, "once in the batch, once alone");
    assert_eq!(value(&storage, "ana").as_deref(), Some(b"kept".as_slice()));
    assert_eq!(value(&storage, "rui").as_deref(), Some(b"kept".as_slice()));
    assert_eq!((value(&storage, "refused"), value(&storage, "panicking")), (None, None));
}

#[test]
fn a_command_that_panics_once_succeeds_alone() {
    let storage = storage();
    let first = AtomicBool::new(true);
    let written = storage.write_blocking(move |tx| {
        tx.put(TABLE, b"key", b"value");
        assert!(!first.swap(false, Ordering::SeqCst), "the first run panics");
        Ok(7)
    });
    assert_eq!(written, Ok(7));
    assert_eq!(value(&storage, "key").as_deref(), Some(b"value".as_slice()));
}

#[test]
fn what_is_queued_together_is_committed_together() {
    let storage = storage();
    let release = hold_the_writer(&storage);
    let before = storage.snapshot().unwrap();
    std::thread::scope(|scope| {
        let writes: Vec<_> = (0..40_u8)
            .map(|number| {
                let storage = &storage;
                // Each sees what its neighbours of the same batch have already written.
                scope.spawn(move || {
                    storage.write_blocking(move |tx| {
                        tx.put(TABLE, [number], b"");
                        tx.len(TABLE)
                    })
                })
            })
            .collect();
        while storage.waiting().0 < 40 {
            std::thread::yield_now();
        }
        assert_eq!(before.len(TABLE), Ok(0));
        release.send(()).unwrap();
        let mut seen: Vec<u64> = writes.into_iter().map(|write| write.join().unwrap().unwrap()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=40).collect::<Vec<_>>());
    });
    assert_eq!(before.len(TABLE), Ok(0), "a snapshot stays as it was");
    assert_eq!(storage.read(|now| now.len(TABLE)), Ok(40));
}

#[tokio::test]
async fn a_flood_of_requests_is_told_busy_while_the_outbox_still_gets_through() {
    let storage = storage();
    let release = hold_the_writer(&storage);
    let flood: Vec<_> = (0..REQUESTS_WAITING)
        .map(|_| {
            let storage = storage.clone();
            tokio::spawn(async move { storage.write(|_| Ok(())).await })
        })
        .collect();
    while storage.waiting().0 < REQUESTS_WAITING {
        tokio::task::yield_now().await;
    }
    assert_eq!(storage.write(|_| Ok(())).await, Err(Error::Busy));
    let letters: Vec<_> = (0..BACKGROUND_WAITING + 10)
        .map(|_| {
            let storage = storage.clone();
            tokio::spawn(async move { storage.write_background(|_| Ok(())).await })
        })
        .collect();
    while storage.waiting().1 < BACKGROUND_WAITING {
        tokio::task::yield_now().await;
    }
    assert_eq!(storage.write(|_| Ok(())).await, Err(Error::Busy));
    release.send(()).unwrap();
    for answer in flood.into_iter().chain(letters) {
        assert_eq!(answer.await.unwrap(), Ok(()));
    }
}

#[test]
fn now_never_goes_back_even_when_the_clock_does() {
    let clock = Clock::manual(5_000);
    let storage = Storage::in_memory(clock.clone());
    assert_eq!(storage.write_blocking(|tx| Ok(tx.now())), Ok(5_000));
    clock.advance(-4_000);
    assert_eq!(storage.write_blocking(|tx| Ok(tx.now())), Ok(5_000));
    assert_eq!(storage.now(), 5_000);
    clock.advance(10_000);
    assert_eq!(storage.write_blocking(|tx| Ok(tx.now())), Ok(11_000));
}

#[test]
fn after_a_clock_that_was_a_day_ahead_life_goes_on_until_it_has_caught_up() {
    let clock = Clock::manual(DAY);
    let storage = Storage::in_memory(clock.clone());
    assert_eq!(storage.write_blocking(|tx| Ok(tx.now())), Ok(DAY));
    clock.set(0);
    assert_eq!((storage.now(), storage.ahead_of_clock()), (DAY, DAY));
    for _ in 0..20_000 {
        clock.advance(1);
        storage.now();
    }
    assert_eq!(storage.now(), DAY + 10_000, "half as fast, however often somebody asks");
    clock.advance(2 * DAY);
    assert_eq!((storage.now(), storage.ahead_of_clock()), (2 * DAY + 20_000, 0), "caught up");
    clock.advance(5);
    assert_eq!(storage.now(), 2 * DAY + 20_005);
}

#[test]
fn after_a_restart_under_an_earlier_clock_life_goes_on_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let open = |at| {
        let clock = Clock::manual(at);
        (Storage::open(folder.path(), Options::default(), clock.clone()).unwrap(), clock)
    };
    let (first, _) = open(DAY);
    first
        .write_blocking(|tx| {
            tx.put(Table::Settings, b"organisation", b"Example");
            Ok(())
        })
        .unwrap();
    first.close_blocking().unwrap();
    let (second, clock) = open(0);
    clock.advance(20_000);
    assert_eq!(second.now(), DAY + 10_000);
}

#[test]
fn now_never_goes_back_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let open = |at| Storage::open(folder.path(), super::super::Options::default(), Clock::manual(at)).unwrap();
    open(9_000)
        .write_blocking(|tx| {
            tx.put(TABLE, b"key", b"value");
            Ok(())
        })
        .unwrap();
    let storage = open(10);
    assert_eq!((storage.now(), storage.write_blocking(|tx| Ok(tx.now()))), (9_000, Ok(9_000)));
}

fn change(revision: u64) -> Topic {
    let (before, after) = (Audience::Staff, Audience::Members(vec![1]));
    Topic::Incident(LiveChange { incident: 42, number: "INC-42".to_owned(), revision, before, after })
}

#[test]
fn a_board_hears_of_durable_changes_only_and_in_the_order_of_their_cursor() {
    let storage = storage();
    let start = storage.live().cursor();
    let mut board = storage.live().subscribe();
    let refused = storage.write_blocking(|tx| {
        tx.announce(change(1));
        Err::<(), _>(Error::Denied)
    });
    assert_eq!(refused, Err(Error::Denied));
    for revision in 1..=3 {
        storage
            .write_blocking(move |tx| {
                tx.announce(change(revision));
                Ok(())
            })
            .unwrap();
        let heard = board.try_recv().unwrap();
        assert_eq!((heard.sequence, &heard.topic), (revision, &change(revision)));
        let shown = storage.read(|snapshot| live::cursor(snapshot)).unwrap();
        assert_eq!(shown, Cursor { epoch: start.epoch, sequence: revision });
    }
    assert!(board.try_recv().is_err());
    assert_eq!(storage.live().since(&start).unwrap().len(), 3);
}

#[test]
fn the_cursor_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Storage::open(folder.path(), super::super::Options::default(), Clock::manual(0)).unwrap();
    let storage = open();
    storage
        .write_blocking(|tx| {
            tx.announce(change(1));
            Ok(())
        })
        .unwrap();
    let cursor = storage.live().cursor();
    storage.close_blocking().unwrap();
    let storage = open();
    assert_eq!(storage.live().cursor(), cursor);
    assert_eq!(storage.live().since(&cursor), Some(vec![]), "nothing was missed");
}

#[tokio::test]
async fn the_outbox_and_the_timers_wake_after_the_commit_even_when_nobody_waited_yet() {
    let storage = storage();
    storage
        .write(|tx| {
            tx.put(TABLE, b"letter", b"");
            tx.wake_outbox();
            tx.wake_timers();
            Ok(())
        })
        .await
        .unwrap();
    storage.outbox_woken().await;
    storage.timers_woken().await;
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_takes_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(folder.path(), super::super::Options::default(), Clock::manual(0)).unwrap();
    let release = hold_the_writer(&storage);
    let writes: Vec<_> = (0..300_u32)
        .map(|number| {
            let storage = storage.clone();
            tokio::spawn(async move {
                storage
                    .write(move |tx| {
                        tx.put(TABLE, number.to_be_bytes(), b"");
                        Ok(())
                    })
                    .await
            })
        })
        .collect();
    while storage.waiting().0 < 300 {
        tokio::task::yield_now().await;
    }
    let late = storage.clone();
    let closing = tokio::spawn(storage.close());
    release.send(()).unwrap();
    closing.await.unwrap().unwrap();
    for write in writes {
        assert_eq!(write.await.unwrap(), Ok(()));
    }
    assert!(matches!(late.write(|_| Ok(())).await, Err(Error::Storage(_))));
    assert!(matches!(late.snapshot().map(drop), Err(Error::Storage(_))));
    drop(late);
    let storage = Storage::open(folder.path(), super::super::Options::default(), Clock::manual(0)).unwrap();
    assert_eq!(storage.read(|now| now.len(TABLE)), Ok(300));
}

static FATAL: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[test]
fn a_disk_that_fails_stops_the_process_and_confirms_nothing() {
    let broken = Arc::new(AtomicBool::new(false));
    let engine = Engine::with_backend(FailingDisk::new(&broken), 1024 * 1024).unwrap();
    engine
        .write_directly(|tx| {
            meta::found(tx, 1);
            Ok(())
        })
        .unwrap();
    let on_fatal = |message: &str| FATAL.lock().unwrap().push(message.to_owned());
    let storage = open::start(engine, Clock::manual(0), on_fatal, None).unwrap();
    let put = |storage: &Storage| {
        storage.write_blocking(|tx| {
            tx.put(TABLE, b"key", b"value");
            Ok(())
        })
    };
    assert_eq!(put(&storage), Ok(()));
    broken.store(true, Ordering::SeqCst);
    assert!(matches!(put(&storage), Err(Error::Storage(_))));
    assert!(matches!(put(&storage), Err(Error::Storage(_))), "nothing is taken in after that");
    drop(storage);
    let messages = FATAL.lock().unwrap().clone();
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("no space left"), "{messages:?}");
}

#[test]
fn thirty_two_writers_at_once_lose_nothing() {
    let storage = storage();
    let start = Barrier::new(32);
    std::thread::scope(|scope| {
        for writer in 0..32_u32 {
            let (storage, start) = (&storage, &start);
            scope.spawn(move || {
                start.wait();
                for number in 0..50_u32 {
                    let add_one = move |tx: &mut super::super::Tx<'_>| {
                        let count =
                            tx.get(Table::Counters, b"all")?.map_or(0, |count| count[0] as u32 * 256 + count[1] as u32);
                        tx.put(Table::Counters, b"all", [((count + 1) / 256) as u8, ((count + 1) % 256) as u8]);
                        tx.put(TABLE, (writer * 1_000 + number).to_be_bytes(), b"");
                        Ok(())
                    };
                    storage.write_blocking(add_one).unwrap();
                }
            });
        }
    });
    let count = storage.read(|now| now.get(Table::Counters, b"all")).unwrap().unwrap();
    assert_eq!(count[0] as usize * 256 + count[1] as usize, 1_600);
    assert_eq!(storage.read(|now| now.len(TABLE)), Ok(1_600));
}
