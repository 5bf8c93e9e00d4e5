//! `sitrep restore FILE`: puts a copy in the place of the database, which is
//! kept beside it; with `--check` only opens, replays and counts. Never through
//! a running server: it would lose the ground under its feet.

use std::path::Path;

use anyhow::Context;
use backend::Clock;
use backend::storage::backup::Report;
use backend::storage::{Options, Storage, backup, restore};
use backend::{incidents, journal, verify};

use super::scratch::Scratch;
use super::serve::{Insisted, asked_to_stop, on_workers};
use crate::settings::{LEAST_WORKERS, Settings};

pub fn run(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let restored = restore(file, &settings.data, &Clock::System)?;
    let storage = Storage::open(&settings.data, Options::default(), Clock::System)?;
    journal::note_restore(&storage)?;
    storage.close_blocking()?;
    told(&restored.copy);
    match restored.replaced {
        Some(replaced) => println!("restored; what was there before is {}", replaced.display()),
        None => println!("restored"),
    }
    Ok(())
}

/// Restores into a throw-away folder as well, so that what is checked is what a restore would give. The copy and the
/// place where it lies stay as they are; the folder is gone also after Ctrl-C.
pub fn check(file: &Path) -> anyhow::Result<()> {
    in_scratch(file, true)
}

/// The same without what the file holds.
pub fn check_quietly(file: &Path) -> anyhow::Result<()> {
    in_scratch(file, false)
}

fn in_scratch(file: &Path, tells: bool) -> anyhow::Result<()> {
    on_workers(LEAST_WORKERS, async move {
        let asked = asked_to_stop()?;
        let folder = Scratch::new("check")?;
        let (file, into) = (file.to_owned(), folder.path().to_owned());
        tokio::select! {
            checked = tokio::task::spawn_blocking(move || check_in(&file, &into, tells)) => checked?,
            () = asked => Err(Insisted.into()),
        }
    })
}

fn check_in(file: &Path, folder: &Path, tells: bool) -> anyhow::Result<()> {
    let report = backup::check(file)?;
    let space = || format!("a copy of {} cannot be opened in {}", file.display(), folder.display());
    restore(file, folder, &Clock::System).with_context(space)?;
    let storage = Storage::open(folder, Options::default(), Clock::System).with_context(space)?;
    // As a start would: rows that this version makes otherwise are no differences.
    incidents::bring_up(&storage, || {})?;
    let verdict = storage.read(|read| verify::verify(read))?;
    storage.close_blocking()?;
    if tells {
        told(&report);
    }
    crate::control::verdict_told(&verdict).print()
}

fn told(report: &Report) {
    println!("{}: {} bytes, sha256 {}", report.path.display(), report.bytes, report.sha256);
    for (table, rows) in &report.rows {
        println!("{rows:>10}  {table}");
    }
}
