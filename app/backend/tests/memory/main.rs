//! What guessing costs the machine. A program of its own: no other test's memory is counted with it.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use backend::storage::Storage;
use backend::{Backend, Clock, Error, Options};
use domain::Refusal;

const TRIES: usize = 1_500;
const AT_ONCE: usize = 8;
/// The clock stands still, so each of them has a hundred tries.
const NETWORKS: usize = 100;
/// Above idle: the one buffer of 19 MiB, and what else a try leaves behind.
const MOST_MORE_KIB: u64 = 40 * 1_024;
/// What an idle desk gives back of it.
const BUFFER_KIB: u64 = 18 * 1_024;
/// Of the minute that a desk waits before it does.
const QUIET: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(10);

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Waits for less to be resident than this.
async fn falls_to(kib: u64) -> bool {
    let begun = Instant::now();
    while resident_kib() > kib {
        if begun.elapsed() > PATIENCE {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    true
}

/// Tries until the try was looked at: a full queue says "in a moment".
async fn wrong_password(desk: Backend, number: usize) {
    let (email, from) = (format!("{number}@example.org"), format!("192.0.2.{}", number % NETWORKS));
    loop {
        match desk.sign_in(&email, "a guess, and a wrong one", "", &from).await {
            Err(Error::Refused(Refusal::TooManyAttempts { .. })) => tokio::task::yield_now().await,
            tried => return assert!(matches!(tried, Err(Error::Refused(Refusal::Fields(_)))), "{:?}", tried.err()),
        }
    }
}

#[test]
fn fifteen_hundred_wrong_passwords_leave_one_buffer_behind_and_a_quiet_desk_gives_it_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        let options = Options { hashing_rests_after: Some(QUIET), ..Options::default() };
        let desk = Backend::new(Storage::in_memory(Clock::manual(5)), options).unwrap();
        let idle = resident_kib();
        for begun in (0..TRIES).step_by(AT_ONCE) {
            let tries = (begun..begun + AT_ONCE).map(|number| tokio::spawn(wrong_password(desk.clone(), number)));
            for tried in tries.collect::<Vec<_>>() {
                tried.await.unwrap();
            }
        }
        let after = resident_kib();
        assert!(after <= idle + MOST_MORE_KIB, "{idle} KiB idle, {after} KiB after {TRIES} wrong passwords");
        println!("{idle} KiB idle, {after} KiB after {TRIES} wrong passwords");
        assert!(falls_to(after - BUFFER_KIB).await, "{after} KiB, and {} KiB when nobody tries", resident_kib());
        // What was given back once raises the size from which glibc gives back at once.
        wrong_password(desk.clone(), TRIES).await;
        let again = resident_kib();
        assert!(falls_to(again - BUFFER_KIB).await, "{again} KiB, and {} KiB when nobody tries", resident_kib());
    });
}
