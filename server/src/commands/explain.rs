use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};

/// Reads a case, hands it to whoever knows its rules, and prints what they make of it.
pub fn run(file: &Path, explain: fn(&str) -> Result<String, String>) -> anyhow::Result<()> {
    let case = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    println!("{}", explain(&case).map_err(|why| anyhow!("{}: {why}", file.display()))?);
    Ok(())
}
