use std::time::Instant;

use super::super::{Options, Storage, Table};
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
