//! The board must not care how much is stored.

use anyhow::Result;

use crate::desk::Desk;
use crate::table::Table;
use crate::{OPEN, STORED, board, seed};

const SMALL: u64 = 1_000;
const MILLION: u64 = 1_000_000;

pub async fn measure(table: &mut Table) -> Result<()> {
    let small = rate(SMALL).await?;
    let large = rate(STORED).await?;
    table.add(
        "growth",
        "board at 100,000 stored against 1,000",
        format!("{:.2} times slower ({small:.0} and {large:.0} pages/s)", small / large),
        "not over 1.3 times",
    );
    if std::env::var_os("BENCH_MILLION").is_some() {
        let million = rate(MILLION).await?;
        table.add(
            "growth",
            "board at 1,000,000 stored against 1,000",
            format!("{:.2} times slower", small / million),
            "printed",
        );
    }
    Ok(())
}

async fn rate(stored: u64) -> Result<f64> {
    let folder = seed::copy(&seed::folder(stored, OPEN).await?, "growth")?;
    let mut desk = Desk::start(&folder, true).await?;
    desk.settle().await?;
    let (rate, ..) = board::load(&desk, "identity").await?;
    desk.stop().await?;
    Ok(rate)
}
