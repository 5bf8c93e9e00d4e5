//! Where a demonstration lies: in a folder of its own that goes with it, or in one that is kept for the next time.

use std::path::{Path, PathBuf};

use crate::commands::scratch::Scratch;
use crate::data_folder;

pub enum Place {
    ThrownAway(Scratch),
    Kept { folder: PathBuf, is_new: bool },
}

/// The purpose of the scratch folders; `--advance` finds them by it.
pub const PURPOSE: &str = "demo";

impl Place {
    pub fn of(named: Option<&Path>) -> anyhow::Result<Self> {
        match named {
            None => Scratch::new(PURPOSE).map(Self::ThrownAway),
            Some(folder) => {
                let is_new = data_folder::must_exist(folder).is_err();
                Ok(Self::Kept { folder: folder.to_owned(), is_new })
            }
        }
    }

    pub fn folder(&self) -> &Path {
        match self {
            Self::ThrownAway(scratch) => scratch.path(),
            Self::Kept { folder, .. } => folder,
        }
    }

    /// Nothing is there yet.
    pub fn is_new(&self) -> bool {
        match self {
            Self::ThrownAway(_) => true,
            Self::Kept { is_new, .. } => *is_new,
        }
    }

    /// How other commands name it.
    pub fn flag(&self) -> String {
        match self {
            Self::ThrownAway(_) => String::new(),
            Self::Kept { folder, .. } => format!(" --data {}", folder.display()),
        }
    }
}
