//! The bytes of a database, as they lie on the disk or in memory.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::{Engine, MAGIC};

/// Where the flags of a file stand, and the one that says that nobody has closed it.
const FLAGS_AT: usize = MAGIC.len();
const LEFT_OPEN: u8 = 2;

impl Engine {
    /// Copies the bytes as they lie there, from the file or from memory; answers how many. They hold the state of the last
    /// commit while no write transaction is open: every commit is flushed, and what a reader does is never written. Opened,
    /// they are like the file of a process that was killed.
    pub fn copy_bytes(&self, file: Option<&Path>, to: &mut File) -> std::io::Result<u64> {
        match (&self.memory, file) {
            (Some(memory), _) => memory.write_to(to),
            (None, Some(file)) => std::io::copy(&mut File::open(file)?, to),
            (None, None) => Err(std::io::Error::other("a database without a file")),
        }
    }

    /// Whether whoever had the file open last was killed, or the machine lost power.
    pub fn was_left_open(path: &Path) -> std::io::Result<bool> {
        let mut beginning = [0; FLAGS_AT + 1];
        File::open(path)?.read_exact(&mut beginning)?;
        Ok(beginning[FLAGS_AT] & LEFT_OPEN != 0)
    }
}
