//! Compresses the files of the site as small as they get, once per content: what was packed by an earlier build is
//! found by its fingerprint.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::places::{Places, files_below};

/// One file of the site with its compressed forms, each left away where it would not be smaller.
pub struct Packed {
    /// Its path below the site's folder, with slashes.
    pub name: String,
    pub fingerprint: String,
    pub identity: PathBuf,
    pub brotli: Option<PathBuf>,
    pub gzip: Option<PathBuf>,
}

/// The first half of the SHA-256 in hexadecimal: names content, resists no attacker.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

pub fn pack(places: &Places) -> Result<Vec<Packed>> {
    let shelf = places.front.join("packed");
    fs::create_dir_all(&shelf)?;
    let files = files_below(&places.site)?;
    let packed: Result<Vec<Packed>> = std::thread::scope(|scope| {
        let tasks: Vec<_> = files.iter().map(|file| scope.spawn(|| pack_file(file, places, &shelf))).collect();
        tasks.into_iter().map(|task| task.join().unwrap_or_else(|_| bail!("the packer panicked"))).collect()
    });
    let packed = packed?;
    forget_others(&shelf, &packed)?;
    Ok(packed)
}

fn pack_file(file: &Path, places: &Places, shelf: &Path) -> Result<Packed> {
    let name = file.strip_prefix(&places.site)?.to_string_lossy().replace('\\', "/");
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let fingerprint = fingerprint(&bytes);
    let identity = shelf.join(&fingerprint);
    if !identity.exists() {
        fs::write(identity.with_extension("br"), brotli(&bytes)?)?;
        fs::write(identity.with_extension("gz"), gzip(&bytes)?)?;
        // Last, so that a build stopped half-way packs again.
        fs::write(&identity, &bytes)?;
    }
    let smaller = |form: &str| -> Result<Option<PathBuf>> {
        let path = identity.with_extension(form);
        let size = usize::try_from(fs::metadata(&path)?.len())?;
        Ok((size < bytes.len()).then_some(path))
    };
    Ok(Packed { name, brotli: smaller("br")?, gzip: smaller("gz")?, fingerprint, identity })
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    // 24 bits of window hold the whole wasm.
    let params = BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    let mut squeezed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut squeezed, &params)?;
    Ok(squeezed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut squeezed = GzEncoder::new(Vec::new(), Compression::best());
    squeezed.write_all(bytes)?;
    Ok(squeezed.finish()?)
}

fn forget_others(shelf: &Path, packed: &[Packed]) -> Result<()> {
    let used: BTreeSet<&str> = packed.iter().map(|file| file.fingerprint.as_str()).collect();
    for path in files_below(shelf)? {
        let used = path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| used.contains(stem));
        if !used {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
