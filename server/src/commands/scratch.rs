//! A folder of a command's own, gone when the command ends.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Context;
use data_encoding::HEXLOWER;

pub struct Scratch(PathBuf);

/// How often it is taken away once more while somebody still writes into it, and how long after.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

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
    /// A thread that has not heard yet that all is over may put a file there while the folder goes.
    fn drop(&mut self) {
        for _ in 0..TRIES {
            let _ = std::fs::remove_dir_all(&self.0);
            if !self.0.exists() {
                return;
            }
            sleep(PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn it_goes_also_while_somebody_still_writes_into_it() {
        for round in 0..5 {
            let scratch = Scratch::new("test").unwrap();
            let folder = scratch.path().to_owned();
            let into = folder.clone();
            let writes = std::thread::spawn(move || {
                let until = Instant::now() + Duration::from_millis(120);
                for number in 0_u64.. {
                    let _ = std::fs::write(into.join(number.to_string()), b"a letter");
                    if Instant::now() > until {
                        return;
                    }
                }
            });
            sleep(Duration::from_millis(20));
            drop(scratch);
            writes.join().unwrap();
            assert!(!folder.exists(), "round {round}");
        }
    }
}
