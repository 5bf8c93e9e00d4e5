//! The board page, signed in, at 16 connections: as it is, and squeezed as browsers ask for it; and what one card costs.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::table::{Table, percentile};
use crate::wire::Wire;

const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(8);

pub async fn measure(desk: &Desk, table: &mut Table) -> Result<()> {
    let (rate, spans, page) = load(desk, "identity").await?;
    let cards = count(&page, "class=\"c p").max(1);
    let html = bytes_of_cards(&page);
    table.add(
        "board",
        "board page, 200 open of 100,000 stored, 16 connections",
        format!("{rate:.0} pages/s, p50 {:.1} ms, p99 {:.1} ms", percentile(&spans, 0.5), percentile(&spans, 0.99)),
        "600 pages/s, p99 under 60 ms",
    );
    let (rate, spans, _) = load(desk, "br").await?;
    table.add(
        "board",
        format!("the same by brotli; memory then {} MB", desk.memory_mb()?),
        format!("{rate:.0} pages/s, p50 {:.1} ms, p99 {:.1} ms", percentile(&spans, 0.5), percentile(&spans, 0.99)),
        "printed",
    );
    let data = data_bytes(&page);
    table.add(
        "board",
        format!("one card of {cards} on the page"),
        format!("{} bytes of HTML, {} of data", html / cards, data / cards),
        "500 of HTML, 200 of data",
    );
    Ok(())
}

/// Pages a second, sorted spans, and one page.
pub async fn load(desk: &Desk, encoding: &'static str) -> Result<(f64, Vec<Duration>, String)> {
    let page = Wire::to(&desk.address).await?.get("/board", &desk.cookie, "identity").await?;
    ensure!(page.status == 200, "the board answered {}", page.status);
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (address, cookie) = (desk.address.clone(), desk.cookie.clone());
        clients.spawn(async move {
            let mut wire = Wire::to(&address).await?;
            let mut spans = Vec::new();
            while begun.elapsed() < WARM_UP + MEASURED {
                let asked = Instant::now();
                let answer = wire.get("/board", &cookie, encoding).await?;
                ensure!(answer.status == 200, "the board answered {}", answer.status);
                if begun.elapsed() > WARM_UP {
                    spans.push(asked.elapsed());
                }
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
    Ok((rate, spans, String::from_utf8_lossy(&page.body).into_owned()))
}

fn count(page: &str, needle: &str) -> usize {
    page.matches(needle).count()
}

/// From the first card's `<li` to the end of the last one in each list.
fn bytes_of_cards(page: &str) -> usize {
    let mut bytes = 0;
    for part in page.split("<li ").skip(1) {
        if part.contains("class=\"c p") {
            bytes += "<li ".len() + part.find("</li>").map_or(part.len(), |end| end + "</li>".len());
        }
    }
    bytes
}

/// The board as data: the longest resource in the page's scripts.
fn data_bytes(page: &str) -> usize {
    page.split("<script").skip(1).filter_map(|s| s.find("</script>")).max().unwrap_or(0)
}
