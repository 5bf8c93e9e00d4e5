//! From a report's answer to the card on every open board: stream, then card fetch, as the page does it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::mpsc;

use crate::desk::Desk;
use crate::table::{Table, percentile};
use crate::wire::{Wire, form};

const REPORTS: u64 = 20;
const BETWEEN: Duration = Duration::from_millis(1_200);
/// The page waits at random up to this before it fetches.
const WAIT_MOST: u64 = 250;

pub async fn measure(desk: &Desk, boards: usize, table: &mut Table) -> Result<()> {
    let (seen, mut arrivals) = mpsc::unbounded_channel();
    let mut watchers = Vec::new();
    for place in 0..boards {
        watchers.push(tokio::spawn(watch(desk.address.clone(), desk.cookie.clone(), place as u64, seen.clone())));
        if place % 50 == 49 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    drop(seen);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut begun = std::collections::HashMap::new();
    let mut wire = Wire::to(&desk.address).await?;
    for place in 0..REPORTS {
        let body = form(&[
            ("title", &format!("Live {boards} number {place}")),
            ("impact", "low"),
            ("urgency", "low"),
            ("name", "Ana"),
            ("nonce", &format!("live-{boards}-{place}")),
        ]);
        let asked = Instant::now();
        wire.post("/report", "", &body).await?;
        begun.insert(format!("Live {boards} number {place}"), asked);
        tokio::time::sleep(BETWEEN).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    watchers.iter().for_each(tokio::task::JoinHandle::abort);
    let mut spans = Vec::new();
    while let Ok((title, at)) = arrivals.try_recv() {
        if let Some(asked) = begun.get(&title) {
            spans.push(at.duration_since(*asked));
        }
    }
    spans.sort_unstable();
    let due = boards * REPORTS as usize;
    table.add(
        "live",
        format!("report seen on {boards} open boards"),
        format!(
            "{} of {due} seen, p50 {:.0} ms, p99 {:.0} ms",
            spans.len(),
            percentile(&spans, 0.5),
            percentile(&spans, 0.99)
        ),
        if boards == 50 { "p99 under 500 ms" } else { "printed" },
    );
    Ok(())
}

/// One open board: hears of a change, waits a moment, fetches the card, and says which title it saw when.
async fn watch(
    address: String,
    cookie: String,
    place: u64,
    seen: mpsc::UnboundedSender<(String, Instant)>,
) -> Result<()> {
    let stream = Wire::to(&address).await?.open_stream("/live", &cookie).await?;
    let mut lines = BufReader::new(stream).lines();
    let mut wire = Wire::to(&address).await?;
    let mut turn = place;
    while let Some(line) = lines.next_line().await? {
        let Some(number) = line.strip_prefix("data:").and_then(|data| between(data, "\"number\":\"", "\"")) else {
            continue;
        };
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis((turn >> 33) % WAIT_MOST)).await;
        let body = format!("{{\"numbers\":[\"{number}\"]}}");
        let answer = wire.post_as("/fn/cards", &cookie, "application/json", &body).await?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let title = between(&text, "\"t\":\"", "\"").context("a card without a title")?;
        let _ = seen.send((title.to_owned(), Instant::now()));
    }
    Ok(())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    text[start..].find(after).map(|end| &text[start..start + end])
}
