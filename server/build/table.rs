//! Writes the table of assets that `src/assets.rs` includes. The bytes are copied beside it, because cargo notices
//! when its own folder for this script is gone, and only then runs the script again.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::pack::Packed;

const TABLE: &str = "site.rs";

pub fn write_empty(out: &Path) -> Result<()> {
    write(&[], out)
}

pub fn write(site: &[Packed], out: &Path) -> Result<()> {
    let mut table = String::from("&[\n");
    for file in site {
        let identity = embed(&file.identity, out)?;
        let brotli = embed_some(file.brotli.as_ref(), out)?;
        let gzip = embed_some(file.gzip.as_ref(), out)?;
        writeln!(
            table,
            "    EmbeddedFile {{ name: {:?}, fingerprint: {:?}, identity: {identity}, brotli: {brotli}, gzip: {gzip} }},",
            file.name, file.fingerprint,
        )?;
    }
    table.push_str("]\n");
    fs::write(out.join(TABLE), table).context("cannot write the table of assets")
}

fn embed(file: &Path, out: &Path) -> Result<String> {
    let name = file.file_name().context("a packed file has a name")?;
    let copy = out.join(name);
    fs::copy(file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(format!("include_bytes!({copy:?})"))
}

fn embed_some(file: Option<&PathBuf>, out: &Path) -> Result<String> {
    Ok(match file {
        Some(file) => format!("Some({})", embed(file, out)?),
        None => "None".to_owned(),
    })
}
