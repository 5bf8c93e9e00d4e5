//! Those who try passwords, and those who meanwhile want to work: what tries leave behind in memory, what of it a quiet
//! desk gives back, and whether the board of an uninvolved network is there. The limits are on, and each network comes
//! through a trusted proxy.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::seed;
use crate::table::{Table, percentile};
use crate::wire::{Wire, form};

const TRIES: usize = 1_500;
const AT_ONCE: usize = 8;
/// Each has a hundred tries.
const NETWORKS: usize = 150;

const A_SECOND: u32 = 200;
const ATTACKED: Duration = Duration::from_secs(12);
const BOARD_EVERY: Duration = Duration::from_millis(110);

pub async fn measure(table: &mut Table) -> Result<()> {
    let folder = seed::copy(&seed::folder(1_000, 200).await?, "guessing")?;
    let mut desk = Desk::start(&folder, false).await?;
    desk.settle().await?;
    wrong_passwords(&desk.address).await?;
    let (idle, after) = (desk.idle_mb, desk.memory_mb()?);
    table.add(
        "guessing",
        format!("memory after {TRIES} wrong passwords"),
        format!("{after} MB, {idle} MB before anybody signed in"),
        "at most 40 MB above",
    );
    from_three_networks(&desk, table).await?;
    let before = desk.memory_mb()?;
    desk.rest().await;
    let after = desk.memory_mb()?;
    table.add("guessing", "memory a quiet minute later", format!("{after} MB of {before} MB"), "19 MB less");
    desk.stop().await
}

/// As many as were looked at: who is told to wait a moment has not tried.
async fn wrong_passwords(address: &str) -> Result<()> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut guessers = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (address, next) = (address.to_owned(), Arc::clone(&next));
        guessers.spawn(async move {
            let mut wire = Wire::to(&address).await?;
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                if place >= TRIES {
                    return Ok(());
                }
                let network = format!("198.51.100.{}", place % NETWORKS);
                while guess(&mut wire, network.clone(), place).await? == 429 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        });
    }
    guessers.join_all().await.into_iter().collect()
}

async fn guess(wire: &mut Wire, network: String, place: usize) -> Result<u16> {
    wire.asks_for = Some(network);
    let email = format!("guessed-{place}@bench.example");
    let fields = [("email", email.as_str()), ("password", "a guess, and a wrong one")];
    let status = wire.post("/sign-in", "", &form(&fields)).await?.status;
    ensure!(matches!(status, 422 | 429 | 503), "a try was answered {status}");
    Ok(status)
}

async fn from_three_networks(desk: &Desk, table: &mut Table) -> Result<()> {
    let tries = tokio::spawn(tries(desk.address.clone()));
    let mut board = JoinSet::new();
    let begun = Instant::now();
    while begun.elapsed() < ATTACKED {
        board.spawn(look(desk.address.clone(), desk.cookie.clone()));
        tokio::time::sleep(BOARD_EVERY).await;
    }
    let looks = board.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let looked_at = tries.await??;
    let turned_away = looks.iter().filter(|(status, _)| *status == 503).count();
    let shown = looks.iter().filter(|(status, _)| *status == 200).count();
    let mut spans: Vec<_> = looks.iter().map(|(_, span)| *span).collect();
    spans.sort_unstable();
    table.add(
        "guessing",
        format!("board of a fourth network, {A_SECOND} tries a second from three ({looked_at} of them looked at)"),
        format!("{shown} of {} shown, {turned_away} times 503, p99 {:.0} ms", looks.len(), percentile(&spans, 0.99)),
        "all shown",
    );
    Ok(())
}

/// As they come, whether the ones before were answered or not. How many passwords were compared.
async fn tries(address: String) -> Result<usize> {
    let mut tries = JoinSet::new();
    let begun = Instant::now();
    for place in 0..A_SECOND * ATTACKED.as_secs() as u32 {
        tokio::time::sleep_until((begun + place * Duration::from_secs(1) / A_SECOND).into()).await;
        let address = address.clone();
        tries.spawn(async move {
            let mut wire = Wire::to(&address).await?;
            guess(&mut wire, format!("203.0.113.{}", place % 3), TRIES + place as usize).await
        });
    }
    let answers = tries.join_all().await;
    Ok(answers.into_iter().filter(|status| matches!(status, Ok(422))).count())
}

async fn look(address: String, cookie: String) -> Result<(u16, Duration)> {
    let asked = Instant::now();
    let mut wire = Wire::to(&address).await?;
    wire.asks_for = Some("192.0.2.40".to_owned());
    Ok((wire.get("/board", &cookie, "br").await?.status, asked.elapsed()))
}
