use std::time::{Duration, Instant};

use super::super::{Options, Storage, Table, Tx};
use crate::clock::Clock;

/// Commands a second that even an unoptimised build on a busy machine must keep durable.
const FLOOR: f64 = 500.0;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_people_reporting_at_once_share_their_commits() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(folder.path(), Options::default(), Clock::System).unwrap();
    let begun = Instant::now();
    let people: Vec<_> = (0..32_u64)
        .map(|person| {
            let storage = storage.clone();
            tokio::spawn(async move {
                for report in 0..60_u64 {
                    let key = (person * 1_000 + report).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
                    storage
                        .write(move |tx| {
                            tx.put(Table::Incidents, key, vec![1; 600]);
                            tx.put(Table::OpenIncidents, key, vec![2; 17]);
                            tx.put(Table::Notices, key, vec![3; 400]);
                            Ok(())
                        })
                        .await
                        .unwrap();
                }
            })
        })
        .collect();
    for person in people {
        person.await.unwrap();
    }
    let rate = 32.0 * 60.0 / begun.elapsed().as_secs_f64();
    println!("{rate:.0} durable commands a second from 32 writers");
    assert!(rate > FLOOR, "{rate:.0} commands a second");
}

/// What people wait for while a large database is copied. Measured with
/// `cargo test --release -p backend --lib a_hundred_megabytes -- --ignored --nocapture`.
#[test]
#[ignore = "it measures: a minute of writing"]
fn a_hundred_megabytes_are_copied_in_a_short_pause() {
    const ROWS: u32 = 130_000;
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(&folder.path().join("data"), Options::default(), Clock::System).unwrap();
    for start in (0..ROWS).step_by(1_000) {
        let put = move |tx: &mut Tx<'_>| {
            (start..start + 1_000).for_each(|row| tx.put(Table::Incidents, row.to_be_bytes(), vec![row as u8; 700]));
            Ok(())
        };
        storage.write_blocking(put).unwrap();
    }
    let bytes = std::fs::metadata(folder.path().join("data/sitrep.redb")).unwrap().len();
    for number in 0..5 {
        let pause = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        let (writes, goes_on) = (storage.clone(), std::sync::Arc::clone(&pause));
        let waits = std::thread::spawn(move || {
            let mut longest = Duration::ZERO;
            while goes_on.load(std::sync::atomic::Ordering::Relaxed) {
                let begun = Instant::now();
                writes
                    .write_blocking(|tx| {
                        tx.put(Table::Settings, b"organisation", b"x");
                        Ok(())
                    })
                    .unwrap();
                longest = longest.max(begun.elapsed());
            }
            longest
        });
        let begun = Instant::now();
        storage.copy_to(&folder.path().join(format!("{number}.redb")), &|_| Ok(Vec::new())).unwrap();
        let whole = begun.elapsed();
        pause.store(false, std::sync::atomic::Ordering::Relaxed);
        let longest = waits.join().unwrap();
        let per = longest.as_secs_f64() * 1_000.0 / (bytes as f64 / 100e6);
        println!(
            "{bytes} bytes: the longest write waited {longest:.1?} ({per:.0} ms per 100 MB), the copy took {whole:.1?}"
        );
    }
}
