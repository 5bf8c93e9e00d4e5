//! A disk that works until it is told to fail, for tests of what happens then.

use std::io::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use redb::StorageBackend;
use redb::backends::InMemoryBackend;

#[derive(Debug)]
pub struct FailingDisk {
    inner: InMemoryBackend,
    broken: Arc<AtomicBool>,
}

impl FailingDisk {
    pub fn new(broken: &Arc<AtomicBool>) -> FailingDisk {
        FailingDisk { inner: InMemoryBackend::new(), broken: Arc::clone(broken) }
    }

    fn try_writing(&self) -> Result<()> {
        if self.broken.load(Ordering::SeqCst) { Err(Error::other("no space left on device")) } else { Ok(()) }
    }
}

impl StorageBackend for FailingDisk {
    fn len(&self) -> Result<u64> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, length: u64) -> Result<()> {
        self.try_writing()?;
        self.inner.set_len(length)
    }

    fn sync_data(&self) -> Result<()> {
        self.try_writing()?;
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        self.try_writing()?;
        self.inner.write(offset, data)
    }
}
