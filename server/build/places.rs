//! Where things are: the sources beside the server, the front end's own target folder, and the finished site.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub struct Places {
    /// The workspace.
    pub root: PathBuf,
    /// The target folder of the front end and what is kept between builds. It is not the server's own, because two
    /// cargo calls in one folder wait for each other for ever.
    pub front: PathBuf,
    /// The finished site: `pkg/` with script, wasm and style, beside the files of `public`.
    pub site: PathBuf,
    /// What cargo gives this script for the server's own build.
    pub out: PathBuf,
}

impl Places {
    pub fn from_cargo() -> Result<Self> {
        let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").context("run by cargo only")?);
        let out = PathBuf::from(env::var("OUT_DIR").context("run by cargo only")?);
        let root = manifest.parent().context("the server lies in the workspace")?.to_owned();
        // Cargo marks the target folder's top with this file. Without it the script keeps to its own folder.
        let target = out.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file()).unwrap_or(&out);
        Ok(Self { root, front: target.join("front"), site: target.join("site"), out })
    }

    pub fn pkg(&self) -> PathBuf {
        self.site.join("pkg")
    }

    pub fn empty_site(&self) -> Result<()> {
        if self.site.exists() {
            fs::remove_dir_all(&self.site)?;
        }
        fs::create_dir_all(self.pkg()).with_context(|| format!("cannot make {}", self.site.display()))
    }

    pub fn copy_public(&self) -> Result<()> {
        copy_folder(&self.root.join("public"), &self.site)
    }
}

/// Every file below `folder`, in a fixed order.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}
