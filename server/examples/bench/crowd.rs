//! Two hundred people behind one address report within ten seconds, with the limits on: all are stored. They come
//! through a trusted proxy, because connections from this machine itself are not counted.

use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::reports::report;
use crate::seed;
use crate::table::{Table, percentile};
use crate::wire::Wire;

const PEOPLE: u64 = 200;
/// The office's address, as the proxy names it.
const OFFICE: &str = "192.0.2.9";
const WITHIN: Duration = Duration::from_secs(10);

pub async fn measure(table: &mut Table) -> Result<()> {
    let folder = seed::copy(&seed::folder(1_000, 200).await?, "crowd")?;
    let mut desk = Desk::start(&folder, false).await?;
    let mut people = JoinSet::new();
    let begun = Instant::now();
    for place in 0..PEOPLE {
        let address = desk.address.clone();
        people.spawn(async move {
            tokio::time::sleep(WITHIN.mul_f64(place as f64 / PEOPLE as f64)).await;
            let asked = Instant::now();
            let status = match Wire::to(&address).await {
                Ok(mut wire) => {
                    wire.asks_for = Some(OFFICE.to_owned());
                    wire.post("/report", "", &report(place)).await.map_or(0, |a| a.status)
                }
                Err(_) => 0,
            };
            (status, asked.elapsed())
        });
    }
    let answers = people.join_all().await;
    let took = begun.elapsed();
    let stored = answers.iter().filter(|(status, _)| *status == 303).count();
    let mut spans: Vec<_> = answers.into_iter().map(|(_, span)| span).collect();
    spans.sort_unstable();
    table.add(
        "crowd",
        format!("{PEOPLE} people behind one address, limits on"),
        format!("{stored} stored in {:.1} s, p99 {:.0} ms", took.as_secs_f64(), percentile(&spans, 0.99)),
        "200 stored within 10 s",
    );
    desk.stop().await
}
