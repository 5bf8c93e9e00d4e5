//! Folders filled through the use cases, kept under `target/bench` for the next run.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use backend::incidents::{ChangeRequest, NewReport};
use backend::services::ServiceDraft;
use backend::storage::{self, Storage};
use backend::{Backend, Caller, Clock, Options};
use domain::classification::IncidentType;
use domain::incident::{Channel, Press, Resolution};
use domain::report::ReportDraft;
use tokio::task::JoinSet;

pub const EMAIL: &str = "rui@bench.example";
pub const PASSWORD: &str = "a kestrel over the quay";

/// Writers at once; the group commit takes what is queued.
const WRITERS: u64 = 128;
const SERVICES: [&str; 8] = ["E-mail", "Internet", "VPN", "Files", "Printing", "Phones", "Website", "Accounts"];

/// A folder of that many incidents, so many of them open; made when it is not there.
pub async fn folder(stored: u64, open: u64) -> Result<PathBuf> {
    let folder = root().join(format!("seed-{stored}-{open}"));
    if folder.join("done").exists() {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let begun = Instant::now();
    std::fs::create_dir_all(&folder)?;
    let storage = Storage::open(&folder, storage::Options::default(), Clock::System)?;
    let desk = Backend::new(storage.clone(), Options { folder: Some(folder.clone()), ..Options::default() })?;
    fill(&desk, stored, open).await?;
    drop(desk);
    storage.close().await?;
    std::fs::write(folder.join("done"), "")?;
    println!("seeded {stored} incidents in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(folder)
}

/// A copy to load, so that the seed stays as it is.
pub fn copy(seed: &Path, name: &str) -> Result<PathBuf> {
    let folder = root().join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    std::fs::copy(seed.join("sitrep.redb"), folder.join("sitrep.redb"))?;
    Ok(folder)
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench")
}

async fn fill(desk: &Backend, stored: u64, open: u64) -> Result<()> {
    desk.add_person(&desk.operator(), "ada@bench.example", "Ada Lima", "administrator", PASSWORD).await?;
    desk.add_person(&desk.operator(), EMAIL, "Rui Costa", "responder", PASSWORD).await?;
    let ada = signed_in(desk, "ada@bench.example").await?;
    let rui = signed_in(desk, EMAIL).await?;
    let mut services = Vec::new();
    for name in SERVICES {
        let draft = ServiceDraft { name: name.into(), criticality: "normal".into(), ..ServiceDraft::default() };
        services.push(desk.add_service(&ada, draft).await?.to_string());
    }
    let services = Arc::new(services);
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (desk, rui, services) = (desk.clone(), rui.clone(), Arc::clone(&services));
        writers.spawn(async move {
            for place in (writer..stored).step_by(WRITERS as usize) {
                one(&desk, &rui, &services, place, place < stored - open).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = writers.join_next().await {
        done??;
    }
    Ok(())
}

/// Without letters: a month of them would only wait in the folder.
async fn one(desk: &Backend, rui: &Caller, services: &[String], place: u64, ended: bool) -> Result<()> {
    let level = ["low", "medium", "high"][(place % 3) as usize];
    let draft = ReportDraft {
        title: format!("Something of the kind number {place} does not work"),
        description: "It did yesterday.".into(),
        service: services[(place % 8) as usize].clone(),
        impact: level.into(),
        urgency: "low".into(),
        ..ReportDraft::default()
    };
    let new = NewReport {
        draft,
        kind: IncidentType::Outage,
        channel: Channel::Phone,
        on_behalf: true,
        over_limit: true,
        letter_over_limit: false,
        browser: String::new(),
    };
    let number = desk.report(rui, new).await?.number;
    if ended {
        let resolution = Resolution { text: "It works again.".into(), restored_at: None };
        press(desk, rui, &number, Press::TakeAndResolve { resolution }).await?;
        press(desk, rui, &number, Press::Close).await?;
    } else if !place.is_multiple_of(4) {
        press(desk, rui, &number, Press::Take { priority: None, reason: String::new() }).await?;
        if place % 4 == 3 {
            press(desk, rui, &number, Press::Mitigate { what: "A way around it.".into(), works: true }).await?;
        }
    }
    Ok(())
}

async fn press(desk: &Backend, rui: &Caller, number: &str, command: Press) -> Result<()> {
    let request =
        ChangeRequest { number: number.to_owned(), press: command, also: None, seen: None, nonce: String::new() };
    desk.change(rui, request).await.map(|_| ()).with_context(|| number.to_owned())
}

async fn signed_in(desk: &Backend, email: &str) -> Result<Caller> {
    let cookie = desk.sign_in(email, PASSWORD, "bench", "127.0.0.1").await?.cookie;
    desk.caller_from_session(&cookie).await?.context("signed out at once")
}
