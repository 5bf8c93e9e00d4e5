//! A file that is looked at and never changed: what the engine writes while it checks or repairs
//! stays in memory. So a copy can be verified page by page, which a read-only open does not do, and
//! is afterwards the same to the last byte.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

const BLOCK: usize = 4_096;

pub(super) struct StillFile {
    file: File,
    state: Mutex<State>,
}

struct State {
    length: u64,
    /// What counts of the file: beyond it there are zeros.
    readable: u64,
    /// Blocks that were written, by number.
    written: BTreeMap<u64, Box<[u8; BLOCK]>>,
}

impl StillFile {
    pub fn open(path: &Path) -> Result<StillFile> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(StillFile { file, state: Mutex::new(State { length, readable: length, written: BTreeMap::new() }) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn block(&self, state: &State, number: u64) -> Result<Box<[u8; BLOCK]>> {
        if let Some(written) = state.written.get(&number) {
            return Ok(written.clone());
        }
        let mut block = Box::new([0; BLOCK]);
        let start = number * BLOCK as u64;
        let present = usize::try_from(state.readable.saturating_sub(start)).unwrap_or(BLOCK).min(BLOCK);
        self.file.read_exact_at(&mut block[..present], start)?;
        Ok(block)
    }

    /// Calls `each` with the number of a block, the range in it and the range in the bytes asked for.
    fn blocks(
        offset: u64,
        length: usize,
        mut each: impl FnMut(u64, std::ops::Range<usize>, std::ops::Range<usize>) -> Result<()>,
    ) -> Result<()> {
        let mut done = 0;
        while done < length {
            let place = offset + done as u64;
            let begin = usize::try_from(place % BLOCK as u64).unwrap_or(0);
            let part = (BLOCK - begin).min(length - done);
            each(place / BLOCK as u64, begin..begin + part, done..done + part)?;
            done += part;
        }
        Ok(())
    }
}

impl StorageBackend for StillFile {
    fn len(&self) -> Result<u64> {
        Ok(self.state().length)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        let state = self.state();
        if offset.saturating_add(out.len() as u64) > state.length {
            return Err(Error::new(ErrorKind::UnexpectedEof, "the file is too short"));
        }
        StillFile::blocks(offset, out.len(), |number, inside, asked| {
            out[asked].copy_from_slice(&self.block(&state, number)?[inside]);
            Ok(())
        })
    }

    fn set_len(&self, length: u64) -> Result<()> {
        let mut state = self.state();
        state.readable = state.readable.min(length);
        state.length = length;
        // What is cut off reads as zeros when the file grows again.
        state.written.retain(|number, _| number * (BLOCK as u64) < length);
        if let Some(last) = state.written.get_mut(&(length / BLOCK as u64)) {
            last[usize::try_from(length % BLOCK as u64).unwrap_or(0)..].fill(0);
        }
        Ok(())
    }

    fn sync_data(&self) -> Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<()> {
        let mut state = self.state();
        StillFile::blocks(offset, data.len(), |number, inside, given| {
            let mut block = self.block(&state, number)?;
            block[inside].copy_from_slice(&data[given]);
            state.written.insert(number, block);
            Ok(())
        })
    }
}

impl fmt::Debug for StillFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StillFile")
    }
}
