//! `sitrep restore FILE`: puts a copy in the place of the database, which is
//! kept beside it; with `--check` only opens, replays and counts. Never through
//! a running server: it would lose the ground under its feet.

use std::path::Path;

use backend::Clock;
use backend::storage::backup::Report;
use backend::storage::{Options, Storage, backup, restore};
use backend::{journal, verify};

use crate::settings::Settings;

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

/// Restores into a throw-away folder as well, so that what is checked is what a restore would give.
pub fn check(file: &Path) -> anyhow::Result<()> {
    let report = backup::check(file)?;
    let folder = Scratch::beside(file)?;
    restore(file, &folder.0, &Clock::System)?;
    let storage = Storage::open(&folder.0, Options::default(), Clock::System)?;
    let verdict = storage.read(|read| verify::verify(read))?;
    storage.close_blocking()?;
    told(&report);
    crate::control::verdict_told(&verdict).print()
}

fn told(report: &Report) {
    println!("{}: {} bytes, sha256 {}", report.path.display(), report.bytes, report.sha256);
    for (table, rows) in &report.rows {
        println!("{rows:>10}  {table}");
    }
}

/// A folder that is gone afterwards.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn beside(file: &Path) -> anyhow::Result<Self> {
        let name = format!("sitrep-check-{}", std::process::id());
        let folder = std::path::absolute(file)?.with_file_name(name);
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
