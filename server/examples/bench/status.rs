//! `/status` as an outage crowd asks for it, beside a bare axum answer of the same size in the same run.

use std::time::{Duration, Instant};

use anyhow::Result;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tokio::task::JoinSet;

use crate::desk::Desk;
use crate::table::Table;
use crate::wire::Wire;

const CONNECTIONS: usize = 16;
const FOR: Duration = Duration::from_secs(5);

pub async fn measure(desk: &Desk, table: &mut Table) -> Result<()> {
    let page = Wire::to(&desk.address).await?.get("/status", "", "identity").await?.body;
    let bytes = page.len();
    let bare = bare(axum::body::Bytes::from(page)).await?;
    // The same load maker, one after the other, so that neither takes time from the other.
    let (ours, theirs) = (asked(&desk.address).await?, asked(&bare).await?);
    table.add(
        "status",
        format!("/status of {:.1} kB from memory, against bare axum", bytes as f64 / 1000.0),
        format!("{ours:.0} a second against {theirs:.0}: {:.0} %", 100.0 * ours / theirs),
        "50 % or more",
    );
    Ok(())
}

async fn bare(page: axum::body::Bytes) -> Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let site = Router::new().route("/status", get(move || async move { Html(page) }));
    tokio::spawn(async move { axum::serve(listener, site).await });
    Ok(address)
}

/// Answers a second over connections that are kept.
async fn asked(address: &str) -> Result<f64> {
    let begun = Instant::now();
    let mut crowd = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let mut wire = Wire::to(address).await?;
        crowd.spawn(async move {
            let mut answers = 0_u64;
            while begun.elapsed() < FOR {
                match wire.get("/status", "", "identity").await {
                    Ok(answer) if answer.status == 200 => answers += 1,
                    _ => break,
                }
            }
            answers
        });
    }
    let answers: u64 = crowd.join_all().await.into_iter().sum();
    Ok(answers as f64 / begun.elapsed().as_secs_f64())
}
