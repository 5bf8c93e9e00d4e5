//! The real binary is killed again and again under load. Goal: each acknowledged report is there exactly once, what
//! was not acknowledged is there once after its resend, and `sitrep verify` finds nothing.
//!
//! `SITREP_CRASH_CYCLES` says how often (50); `SITREP_CRASH_SEED` repeats a run.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod client;
mod desk;
mod full_disk;
mod random;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use backend::Clock;
use backend::incidents::StoredIncident;
use backend::storage::{self, Options, Storage, Table};

use desk::Desk;
use random::Random;

const CYCLES: u64 = 50;
const CLIENTS: u64 = 8;
/// The process lives so long under load, in milliseconds.
const LIVES: std::ops::Range<u64> = 50..900;
/// Every so many cycles it is killed while it starts as well.
const KILLED_AT_START: u64 = 7;

#[test]
fn whatever_was_acknowledged_survives_every_kill() {
    let cycles = number("SITREP_CRASH_CYCLES").unwrap_or(CYCLES);
    let seed = number("SITREP_CRASH_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("{cycles} cycles, SITREP_CRASH_SEED={seed}");
    let mut random = Random::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let next = Arc::new(AtomicU64::new(0));
    let mut acknowledged: Vec<u64> = Vec::new();
    let mut unsettled: Vec<u64> = Vec::new();
    for cycle in 0..cycles {
        if cycle % KILLED_AT_START == KILLED_AT_START - 1 {
            Desk::start_without_waiting(folder.path()).kill_after(Duration::from_millis(random.below(60)));
        }
        let desk = Desk::start(folder.path());
        // The client does not know what became of these: it sends them again, with the same nonce.
        for place in std::mem::take(&mut unsettled) {
            if client::report(desk.address(), place) { acknowledged.push(place) } else { unsettled.push(place) }
        }
        let (done, open) = load(&desk, &next, Duration::from_millis(random.within(LIVES)));
        acknowledged.extend(done);
        unsettled.extend(open);
        desk.kill();
    }
    let stored = titles(folder.path());
    let wrong: Vec<_> = acknowledged.iter().filter(|p| stored.get(*p) != Some(&1)).take(10).collect();
    assert!(wrong.is_empty(), "acknowledged, but not stored exactly once: {wrong:?}");
    let twice: Vec<_> = unsettled.iter().filter(|p| stored.get(*p).is_some_and(|n| *n > 1)).collect();
    assert!(twice.is_empty(), "stored more than once: {twice:?}");
    assert!(acknowledged.len() as u64 > cycles, "hardly any load: {}", acknowledged.len());
    println!("{} acknowledged, {} stored, {} unsettled", acknowledged.len(), stored.len(), unsettled.len());
    desk::verify(folder.path());
}

/// Posts from several clients and kills the process while they do. Answers what was acknowledged and what is open.
fn load(desk: &Desk, next: &Arc<AtomicU64>, life: Duration) -> (Vec<u64>, Vec<u64>) {
    let over = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (address, next, over) = (desk.address().to_owned(), Arc::clone(next), Arc::clone(&over));
            thread::spawn(move || {
                let (mut done, mut open) = (Vec::new(), Vec::new());
                while !over.load(Ordering::Relaxed) {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if client::report(&address, place) { done.push(place) } else { open.push(place) }
                }
                (done, open)
            })
        })
        .collect();
    thread::sleep(life);
    // Killed while they post: that is the point.
    desk.kill_now();
    over.store(true, Ordering::Relaxed);
    let mut all = (Vec::new(), Vec::new());
    for client in clients {
        let (done, open) = client.join().unwrap();
        all.0.extend(done);
        all.1.extend(open);
    }
    all
}

/// How often each report is stored.
fn titles(folder: &std::path::Path) -> HashMap<u64, u32> {
    let storage = Storage::open(folder, Options::default(), Clock::System).unwrap();
    let mut stored = HashMap::new();
    storage
        .read(|read| {
            use backend::storage::Read;
            read.scan_each(Table::Incidents, &[], &[], storage::Order::Ascending, &mut |_, value| {
                let incident = storage::decode::<StoredIncident>(value).unwrap().0;
                let place = incident.title.rsplit(' ').next().unwrap().parse().unwrap();
                *stored.entry(place).or_insert(0) += 1;
                true
            })
        })
        .unwrap();
    storage.close_blocking().unwrap();
    stored
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
