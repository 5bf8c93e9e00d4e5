//! From start to ready with 100,000 stored: after a clean stop, and after kill -9 under writing.

use std::path::Path;

use anyhow::Result;
use backend::Clock;
use backend::storage::{Options, Read, Storage, Table as Stored, set_shape};

use crate::desk::Desk;
use crate::reports::report;
use crate::seed;
use crate::table::Table;
use crate::wire::Wire;

pub async fn measure(seeded: &Path, table: &mut Table) -> Result<()> {
    let folder = seed::copy(seeded, "start")?;
    let mut desk = Desk::start(&folder, true).await?;
    desk.stop().await?;
    let mut desk = Desk::start(&folder, true).await?;
    table.add("start", "start to ready, 100,000 stored", format!("{:.0} ms", ms(&desk)), "under 300 ms");
    let mut wire = Wire::to(&desk.address).await?;
    for place in 0..500 {
        wire.post("/report", "", &report(1_000_000 + place)).await?;
    }
    desk.kill()?;
    let mut desk = Desk::start(&folder, true).await?;
    table.add("start", "start to ready after kill -9", format!("{:.0} ms", ms(&desk)), "under 500 ms");
    desk.stop().await?;
    let stored = forget_shape(&folder)?;
    let mut desk = Desk::start(&folder, true).await?;
    let seconds = desk.ready_after.as_secs_f64();
    table.add("start", "states made anew", format!("{:.1} s per 100,000", seconds * 100_000.0 / stored), "printed");
    desk.stop().await
}

/// As a folder of a version that folded otherwise. Answers how many incidents there are.
fn forget_shape(folder: &Path) -> Result<f64> {
    let storage = Storage::open(folder, Options::default(), Clock::System)?;
    storage.write_blocking(|tx| {
        set_shape(tx, "");
        Ok(())
    })?;
    let stored = storage.read(|read| read.len(Stored::Incidents))?;
    storage.close_blocking()?;
    Ok(stored as f64)
}

fn ms(desk: &Desk) -> f64 {
    desk.ready_after.as_secs_f64() * 1000.0
}
