//! `sitrep dossier NUMBER` prints the file of an incident; `sitrep verify --dossier FILE` checks one.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use backend::desk::{Found, check as checked};
use domain::locale::Locale;

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings, number: String, json: bool) -> anyhow::Result<()> {
    perform(settings, Order::Dossier { number, json }, Reach::OnlyOld)?.print()
}

pub fn check(file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    match checked(&bytes) {
        Found::Intact { number, entries, taken_out } => {
            println!("intact: {number}, {}", Locale::English.count(entries as u64, "entry", "entries"));
            if taken_out > 0 {
                println!("{taken_out} of them without their words");
            }
            Ok(())
        }
        Found::BrokenAt(entry) => bail!("broken at entry {entry}"),
        Found::Changed => bail!("the chain of entries is whole, but the file was changed after it was made"),
        Found::Unreadable => bail!("{} is no incident file, or can no longer be read as one", file.display()),
    }
}
