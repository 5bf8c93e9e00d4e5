//! `make bench`: starts the release binary on seeded folders, loads it from this process, and prints each figure
//! beside the one that is wanted. The load maker shares the machine with the server, so compare figures of one run.
//!
//! `make bench PART="board live"` runs only those named: start, crowd, memory, sizes, board, live, reports, growth.
//! `BENCH_MILLION=1` adds a folder of a million to `growth`.

mod board;
mod crowd;
mod desk;
mod growth;
mod live;
mod reports;
mod seed;
mod sizes;
mod start;
mod table;
mod wire;

use anyhow::Result;

use desk::Desk;
use table::Table;

/// What most figures are measured on.
const STORED: u64 = 100_000;
const OPEN: u64 = 200;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|n| n == name);
    let folder = seed::folder(STORED, OPEN).await?;
    let mut table = Table::default();
    if wanted("start") {
        start::measure(&folder, &mut table).await?;
    }
    if wanted("crowd") {
        crowd::measure(&mut table).await?;
    }
    let copy = seed::copy(&folder, "load")?;
    let mut desk = Desk::start(&copy, true).await?;
    desk.settle().await?;
    table.add("memory", "memory idle, 100,000 stored", format!("{} MB", desk.memory_mb()?), "under 100 MB");
    if wanted("sizes") {
        sizes::measure(&desk, &mut table).await?;
    }
    if wanted("board") {
        board::measure(&desk, &mut table).await?;
    }
    if wanted("live") {
        live::measure(&desk, 50, &mut table).await?;
        live::measure(&desk, 500, &mut table).await?;
    }
    if wanted("reports") {
        reports::measure(&desk, &mut table).await?;
    }
    table.add(
        "memory",
        "memory at most under the loads above",
        format!("{} MB", desk.peak_memory_mb()?),
        "under 250 MB",
    );
    desk.stop().await?;
    if wanted("growth") {
        growth::measure(&mut table).await?;
    }
    table.print();
    Ok(())
}
