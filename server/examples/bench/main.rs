//! `make bench`: starts the release binary on seeded folders, loads it from this process, and prints each figure
//! beside the one that is wanted. The load maker shares the machine with the server, so compare figures of one run.
//!
//! `make bench PART="board live"` runs only those named: start, crowd, guessing, memory, sizes, board, status, live, reports,
//! search, growth, blast-radius, dossier, clocks. `LIMIT=512M` bounds the server's memory. `BENCH_MILLION=1` adds a folder of a million to search and growth.

mod blast_radius;
mod board;
mod clocks;
mod crowd;
mod desk;
mod dossier;
mod growth;
mod guessing;
mod limit;
mod live;
mod reports;
mod search;
mod seed;
mod sizes;
mod start;
mod status;
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
    limit::begin()?;
    let mut table = Table::default();
    let measured = measure(&named, &mut table).await;
    let told = limit::tell(&named.join(" "), &mut table);
    table.print();
    measured.and(told)
}

async fn measure(named: &[String], table: &mut Table) -> Result<()> {
    let wanted = |name: &str| named.is_empty() || named.iter().any(|n| n == name);
    if wanted("blast-radius") {
        blast_radius::measure(table)?;
    }
    if wanted("clocks") {
        clocks::measure(table).await?;
    }
    if wanted("dossier") {
        dossier::measure(table).await?;
    }
    if wanted("start") {
        start::measure(&seed::folder(STORED, OPEN).await?, table).await?;
    }
    if wanted("crowd") {
        crowd::measure(table).await?;
    }
    if wanted("guessing") {
        guessing::measure(table).await?;
    }
    if ["memory", "sizes", "board", "status", "live", "reports"].into_iter().any(wanted) {
        on_a_full_desk(wanted, table).await?;
    }
    if wanted("search") {
        search::measure(table).await?;
    }
    if wanted("growth") {
        growth::measure(table).await?;
    }
    Ok(())
}

async fn on_a_full_desk(wanted: impl Fn(&str) -> bool, table: &mut Table) -> Result<()> {
    let copy = seed::copy(&seed::folder(STORED, OPEN).await?, "load")?;
    let mut desk = Desk::start(&copy, true).await?;
    desk.settle().await?;
    if wanted("memory") {
        desk.rest().await;
        table.add("memory", "memory idle, 100,000 stored", format!("{} MB", desk.memory_mb()?), "under 100 MB");
    }
    if wanted("sizes") {
        sizes::measure(&desk, table).await?;
    }
    if wanted("board") {
        board::measure(&desk, table).await?;
    }
    if wanted("status") {
        status::measure(&desk, table).await?;
    }
    if wanted("live") {
        live::measure(&desk, 50, table).await?;
        live::measure(&desk, 500, table).await?;
    }
    if wanted("reports") {
        reports::measure(&desk, table).await?;
    }
    table.add(
        "memory",
        "memory at most under the loads above",
        format!("{} MB", desk.peak_memory_mb()?),
        "under 250 MB",
    );
    desk.stop().await
}
