//! `sitrep demo`: a month of a small organisation in a throw-away folder, which
//! is gone when the demonstration ends. Nothing leaves the machine.

use std::path::PathBuf;

use anyhow::Context;
use backend::storage::{self, Storage};
use backend::{Backend, Clock, Options, demo};

use super::serve::{on_workers, serve};
use crate::settings::Settings;
use crate::{data_folder, logging};

pub fn run(mut settings: Settings) -> anyhow::Result<()> {
    let folder = Scratch::new()?;
    settings.data.clone_from(&folder.0);
    // A relay or an address of the real house has no place in a demonstration.
    settings.smtp_url = None;
    settings.public_url = None;
    on_workers(settings.workers, async move {
        let played = tokio::select! {
            played = played(&settings) => played?,
            _ = tokio::signal::ctrl_c() => return Ok(()),
        };
        // Only now: sixty reports of last month are no news.
        logging::start(&settings).map_err(anyhow::Error::msg)?;
        for person in &played.people {
            println!("sign in: {:<13}  {:<28}  {}", person.role, person.email, person.password);
        }
        serve(settings, played.desk).await
    })
}

struct Played {
    desk: Backend,
    people: Vec<demo::SignIn>,
}

/// Plays the month with a clock moved by hand, then opens the folder with the machine's.
async fn played(settings: &Settings) -> anyhow::Result<Played> {
    println!("playing a month; this takes a moment");
    let now = Clock::System.now();
    let clock = Clock::manual(demo::begins_at(now));
    let desk = opened(settings, clock.clone())?;
    let people = demo::fill(&desk, &clock, now).await?;
    desk.storage().clone().close().await?;
    drop(desk);
    Ok(Played { desk: opened(settings, Clock::System)?, people })
}

fn opened(settings: &Settings, clock: Clock) -> anyhow::Result<Backend> {
    let cache_bytes = settings.cache_mb * 1024 * 1024;
    let storage = Storage::open(&settings.data, storage::Options { cache_bytes }, clock)?;
    Ok(Backend::new(storage, Options { demo: true, ..data_folder::options(settings) })?)
}

/// A folder of our own, gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("sitrep-demo-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
