//! Search, signed in, one question after the other: words that are everywhere, in one title, in no text, names, filters.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::desk::Desk;
use crate::table::{Table, percentile};
use crate::wire::Wire;
use crate::{OPEN, STORED, seed};

/// Twice a small organisation's year.
const SMALL: u64 = 10_000;
const MILLION: u64 = 1_000_000;
/// How often each is asked.
const ROUNDS: usize = 20;

/// As they stand in the address. `PLACE` is one of the incidents.
const ASKED: [&str; 10] = [
    "works+again",
    "number+PLACE",
    "%22kind+number+PLACE%22",
    "heliotrope",
    "printing+yesterday",
    "rui+again",
    "again+-something",
    "status:open",
    "type:security",
    "service:mail+owner:none+since:1d",
];

pub async fn measure(table: &mut Table) -> Result<()> {
    at(SMALL, "10,000", "p99 under 100 ms", table).await?;
    at(STORED, "100,000", "p99 under 500 ms", table).await?;
    if std::env::var_os("BENCH_MILLION").is_some() {
        at(MILLION, "1,000,000", "printed", table).await?;
    }
    Ok(())
}

async fn at(stored: u64, words: &str, wanted: &str, table: &mut Table) -> Result<()> {
    let folder = seed::copy(&seed::folder(stored, OPEN).await?, "search")?;
    let mut desk = Desk::start(&folder, true).await?;
    desk.settle().await?;
    let mut wire = Wire::to(&desk.address).await?;
    let (mut spans, mut slowest) = (Vec::new(), (Duration::ZERO, ""));
    for round in 0..ROUNDS {
        for asked in ASKED {
            let place = (stored / 2 + round as u64).to_string();
            let path = format!("/search?q={}", asked.replace("PLACE", &place));
            let begun = Instant::now();
            let answer = wire.get(&path, &desk.cookie, "identity").await?;
            let span = begun.elapsed();
            ensure!(answer.status == 200, "{path} answered {}", answer.status);
            slowest = slowest.max((span, asked));
            spans.push(span);
        }
    }
    desk.stop().await?;
    spans.sort_unstable();
    let figures =
        format!("p50 {:.1} ms, p99 {:.1} ms, slowest {}", percentile(&spans, 0.5), percentile(&spans, 0.99), slowest.1);
    table.add("search", format!("search page at {words} stored"), figures, wanted);
    Ok(())
}
