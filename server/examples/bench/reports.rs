//! Durable reports: the plain form, posted by visitors on 32 connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::table::{Table, percentile};
use crate::wire::{Wire, form};

const CONNECTIONS: usize = 32;
const MEASURED: Duration = Duration::from_secs(8);

pub async fn measure(desk: &Desk, table: &mut Table) -> Result<()> {
    let begun = Instant::now();
    let counter = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (address, counter) = (desk.address.clone(), Arc::clone(&counter));
        clients.spawn(async move {
            let mut wire = Wire::to(&address).await?;
            let mut spans = Vec::new();
            while begun.elapsed() < MEASURED {
                let place = counter.fetch_add(1, Ordering::Relaxed);
                let asked = Instant::now();
                let answer = wire.post("/report", "", &report(place)).await?;
                ensure!(answer.status == 303, "a report was answered {}", answer.status);
                spans.push(asked.elapsed());
            }
            anyhow::Ok(spans)
        });
    }
    let mut spans = Vec::new();
    while let Some(client) = clients.join_next().await {
        spans.extend(client??);
    }
    spans.sort_unstable();
    let rate = spans.len() as f64 / MEASURED.as_secs_f64();
    table.add(
        "reports",
        "durable reports, 32 connections",
        format!("{rate:.0}/s, p50 {:.1} ms, p99 {:.1} ms", percentile(&spans, 0.5), percentile(&spans, 0.99)),
        "2,000/s, p99 under 100 ms",
    );
    Ok(())
}

pub fn report(place: u64) -> String {
    let (title, nonce) = (format!("Report number {place} of the load"), format!("bench-{place}"));
    form(&[
        ("title", &title),
        ("description", "It did yesterday."),
        ("impact", "low"),
        ("urgency", "medium"),
        ("name", "Ana"),
        ("nonce", &nonce),
    ])
}
