//! A database without a file, whose bytes can be copied all the same.

use std::io::{Result, Write};
use std::sync::Arc;

use redb::StorageBackend;
use redb::backends::InMemoryBackend;

/// Bytes that are copied at a time.
const CHUNK: usize = 1024 * 1024;

#[derive(Clone, Debug)]
pub(super) struct Memory(Arc<InMemoryBackend>);

impl Memory {
    pub fn new() -> Memory {
        Memory(Arc::new(InMemoryBackend::new()))
    }

    /// Writes all of it out; answers how much that was.
    pub fn write_to(&self, out: &mut impl Write) -> Result<u64> {
        let length = self.0.len()?;
        let (mut done, mut chunk) = (0, vec![0; CHUNK]);
        while done < length {
            let part = usize::try_from(length - done).unwrap_or(CHUNK).min(CHUNK);
            self.0.read(done, &mut chunk[..part])?;
            out.write_all(&chunk[..part])?;
            done += part as u64;
        }
        Ok(length)
    }
}

impl StorageBackend for Memory {
    fn len(&self) -> Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, length: u64) -> Result<()> {
        self.0.set_len(length)
    }

    fn sync_data(&self) -> Result<()> {
        self.0.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        self.0.write(offset, data)
    }
}
