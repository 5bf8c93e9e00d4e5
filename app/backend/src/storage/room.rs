//! Whether the disk has room for another commit. A disk that is full in the middle of one stops the process; so the
//! writer asks before it begins, refuses what waits for it, and everything goes on being read. Once there is room
//! again, the next write succeeds without anybody's hand.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Below this nothing is written: the largest commit fits, beside whatever else writes to the disk meanwhile.
pub const WRITES_NEED_BYTES: u64 = 64 * 1024 * 1024;

pub(super) struct Room {
    /// `None` for a database in memory.
    folder: Option<PathBuf>,
    told: AtomicBool,
}

impl Room {
    pub fn of(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_owned), told: AtomicBool::new(false) }
    }

    /// Where the system does not say what is free, there is room.
    pub fn is_left(&self) -> bool {
        let free = self.folder.as_deref().and_then(|folder| free_bytes(folder).ok());
        let left = free.is_none_or(|free| free >= WRITES_NEED_BYTES);
        if self.told.swap(!left, Ordering::Relaxed) == left {
            tell(left, free.unwrap_or_default());
        }
        left
    }
}

/// What is free on the disk of a folder.
pub fn free_bytes(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

fn tell(left: bool, free: u64) {
    if left {
        tracing::info!("the disk has room again: changes are taken");
    } else {
        tracing::error!("the disk is full ({free} bytes are free, {WRITES_NEED_BYTES} are needed): no change is taken");
    }
}
