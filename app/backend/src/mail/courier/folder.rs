//! Letters as `.eml` files, for an organisation that has no mail server yet.
//!
//! The folder is readable by the server's own user only. A file appears complete or not at all: written
//! beside, synced, renamed. It must not know what a letter says.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{Outcome, Parcel};
use crate::storage::owner::leave_to_owner_of;

#[derive(Debug, Clone)]
pub struct FolderCourier {
    folder: PathBuf,
}

impl FolderCourier {
    /// Creates the folder where it is missing and closes it to other users where it is not.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        let is_new = !folder.try_exists()?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        if let Some(data) = folder.parent().filter(|_| is_new) {
            leave_to_owner_of(data, &fs::File::open(&folder)?)?;
        }
        Ok(Self { folder })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn describe(&self) -> String {
        format!("files in {}", self.folder.display())
    }

    pub(super) async fn try_out(&self) -> Outcome {
        match tokio::fs::metadata(&self.folder).await {
            Ok(_) => Outcome::Kept { answer: self.describe() },
            Err(error) => Outcome::Unreachable { answer: format!("the mail folder: {error}") },
        }
    }

    pub(super) async fn deliver(&self, parcel: Parcel<'_>) -> Outcome {
        let folder = self.folder.clone();
        let name = file_name(parcel.name);
        let bytes = parcel.bytes.to_vec();
        let written = tokio::task::spawn_blocking(move || {
            write_whole(&folder, &name, &bytes).map(|()| format!("kept as a file, {name}: no mail server is set"))
        })
        .await;
        match written {
            Ok(Ok(answer)) => Outcome::Kept { answer },
            // A full or vanished disk meets every letter alike.
            Ok(Err(error)) => Outcome::Unreachable { answer: format!("the mail folder: {error}") },
            Err(error) => Outcome::Deferred { answer: format!("the mail folder: {error}") },
        }
    }
}

fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(format!(".{name}.tmp"));
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    leave_to_owner_of(folder, &file)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))?;
    fs::File::open(folder)?.sync_all()
}

/// The parcel's name is ours, yet nothing but letters, digits, `-` and `_` may reach a path.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' })
        .take(120)
        .collect();
    format!("{plain}.eml")
}
