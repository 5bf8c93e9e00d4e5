//! What guessing costs the machine. A program of its own: no other test's memory is counted with it.
#![allow(clippy::unwrap_used)]

use backend::storage::Storage;
use backend::{Backend, Clock, Error, Options};
use domain::Refusal;

/// Enough to fill ten threads with a buffer each, were there ten.
const TRIES: usize = 240;
const AT_ONCE: usize = 8;
/// Above idle: the one buffer of 19 MiB, and what else a try leaves behind.
const MOST_MORE_KIB: u64 = 40 * 1_024;

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Tries until the try was looked at: a full queue says "in a moment".
async fn wrong_password(desk: Backend, number: usize) {
    let (email, from) = (format!("{number}@example.org"), format!("192.0.2.{}", number % AT_ONCE));
    loop {
        match desk.sign_in(&email, "a guess, and a wrong one", "", &from).await {
            Err(Error::Refused(Refusal::TooManyAttempts { .. })) => tokio::task::yield_now().await,
            tried => return assert!(matches!(tried, Err(Error::Refused(Refusal::Fields(_)))), "{:?}", tried.err()),
        }
    }
}

#[test]
fn hundreds_of_wrong_passwords_leave_no_more_memory_behind_than_one_buffer() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        let desk = Backend::new(Storage::in_memory(Clock::manual(5)), Options::default()).unwrap();
        let idle = resident_kib();
        for begun in (0..TRIES).step_by(AT_ONCE) {
            let tries = (begun..begun + AT_ONCE).map(|number| tokio::spawn(wrong_password(desk.clone(), number)));
            for tried in tries.collect::<Vec<_>>() {
                tried.await.unwrap();
            }
        }
        let after = resident_kib();
        assert!(after <= idle + MOST_MORE_KIB, "{idle} KiB idle, {after} KiB after {TRIES} wrong passwords");
    });
}
