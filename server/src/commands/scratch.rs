//! A folder of a command's own, gone when the command ends.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use data_encoding::HEXLOWER;

pub struct Scratch(PathBuf);

/// Those of that purpose that there are, of whatever process.
pub fn all_for(purpose: &str) -> Vec<PathBuf> {
    let beginning = format!("sitrep-{purpose}-");
    let is_one = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(&beginning))
    };
    let there = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    there.map(|entry| entry.path()).filter(is_one).collect()
}

impl Scratch {
    /// The name is random: a number of a process comes back, in a container at each start.
    pub fn new(purpose: &str) -> anyhow::Result<Self> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("there is no randomness: {error}"))?;
        let folder = std::env::temp_dir().join(format!("sitrep-{purpose}-{}", HEXLOWER.encode(&random)));
        let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
        made.with_context(|| format!("{} cannot be made; TMPDIR may name another place", folder.display()))?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
