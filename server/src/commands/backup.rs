//! `sitrep backup FILE`: a copy of the database, also while a server runs.

use std::path::Path;

use anyhow::Context;

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    // The server may run in another folder than the one who typed the name.
    let file = std::path::absolute(file).context("the name of the file cannot be used")?;
    perform(settings, Order::Backup { file }, Reach::OnlyOld)?.print()
}
