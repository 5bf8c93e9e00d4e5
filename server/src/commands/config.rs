//! `sitrep config print`: what the program understood, before it complains.

use crate::settings::{Found, Settings, printed};

pub fn print(found: &Found) -> anyhow::Result<()> {
    print!("{}", printed(found));
    Settings::from_found(found)?;
    Ok(())
}
