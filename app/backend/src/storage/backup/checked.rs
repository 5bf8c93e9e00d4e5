//! When each copy of a folder was looked at and what was found, in a file beside the copies: what is known of them is
//! not lost with a database that is damaged, and goes with them to another disk.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::folder;
use super::fingerprint;
use crate::error::{Error, Result};

const FILE: &str = "checked.json";

/// What is known of one copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// UTC milliseconds.
    pub at: i64,
    pub clean: bool,
    pub bytes: u64,
    /// Of the file when it was made.
    pub sha256: String,
}

/// By the names of the files.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Ledger(BTreeMap<String, Checked>);

impl Ledger {
    /// One that is not there or cannot be read knows nothing: the next look writes it anew.
    pub fn of(copies: &Path) -> Ledger {
        let written = std::fs::read(copies.join(FILE)).ok();
        written.and_then(|written| serde_json::from_slice(&written).ok()).unwrap_or_default()
    }

    pub fn find(&self, copy: &Path) -> Option<&Checked> {
        self.0.get(copy.file_name()?.to_str()?)
    }

    /// A copy that nobody has looked at counts as good: it was made by a version that kept no list.
    pub fn is_damaged(&self, copy: &Path) -> bool {
        self.find(copy).is_some_and(|checked| !checked.clean)
    }

    /// Notes what was found, and forgets copies that are gone.
    pub fn note(copies: &Path, data: Option<&Path>, copy: &Path, checked: Checked) -> Result<()> {
        let mut ledger = Ledger::of(copies);
        if let Some(name) = copy.file_name().and_then(|name| name.to_str()) {
            ledger.0.insert(name.to_owned(), checked);
        }
        ledger.0.retain(|name, _| copies.join(name).exists());
        let (path, words) = (copies.join(FILE), serde_json::to_vec_pretty(&ledger.0).map_err(Error::internal)?);
        let draft = folder::beside(&path, ".partial");
        drop(folder::fresh_file(&draft, data)?);
        std::fs::write(&draft, words).map_err(|error| folder::failed(&draft, &error))?;
        folder::move_into_place(&draft, &path)
    }
}

/// Reads a copy once more: its pages, its rows, and that it is the file that was made.
pub(super) fn look_again(copies: &Path, data: Option<&Path>, copy: &Path, now: i64) -> Result<Checked> {
    let known = Ledger::of(copies).find(copy).cloned();
    let (bytes, sha256) = fingerprint(copy).map_err(|error| folder::failed(copy, &error))?;
    let as_made = known.as_ref().is_none_or(|known| known.sha256 == sha256);
    let clean = as_made && super::check(copy).is_ok();
    if !clean {
        tracing::error!("the copy {} is damaged: keep it from being the only one", copy.display());
    }
    let checked = Checked { at: now, clean, bytes, sha256: known.map_or(sha256, |known| known.sha256) };
    Ledger::note(copies, data, copy, checked.clone())?;
    Ok(checked)
}
