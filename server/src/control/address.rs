//! Where the socket lies. The kernel takes at most 107 bytes of path, which a
//! deep data folder exceeds; so the folder is opened and named by its handle.

use std::fs::{File, Permissions};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;

const NAME: &str = "control.sock";

/// The socket of one data folder; keeps the folder open as long as it is used.
pub struct Address {
    folder: File,
}

impl Address {
    pub fn of(data: &Path) -> anyhow::Result<Self> {
        let folder = File::open(data).with_context(|| format!("the folder {} cannot be opened", data.display()))?;
        Ok(Self { folder })
    }

    /// Short, whatever the folder is called; valid in this process only.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}/{NAME}", self.folder.as_raw_fd()))
    }

    /// Whoever holds the folder's lock may remove what a killed server left.
    pub fn remove(&self) {
        let _ = std::fs::remove_file(self.path());
    }

    pub fn restrict(&self) -> std::io::Result<()> {
        std::fs::set_permissions(self.path(), Permissions::from_mode(0o600))
    }
}

/// The user of this process.
pub fn own_user() -> std::io::Result<u32> {
    Ok(std::fs::metadata("/proc/self")?.uid())
}
