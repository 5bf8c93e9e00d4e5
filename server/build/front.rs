//! Compiles `frontend` to wasm with a cargo call of its own and lets wasm-bindgen, as a library, write the script
//! that loads it. One call for both halves would unify their features, and every event handler would die.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::pack::fingerprint;
use crate::places::{Places, copy_folder};

const WASM: &str = "wasm32-unknown-unknown";

/// What the server's build sets for native code and must not reach the wasm build.
const CLEARED: [&str; 6] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_TARGET",
    "CARGO_TARGET_DIR",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "wasm-release",
        }
    }

    /// Cargo's folder for the profile.
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "wasm-release",
        }
    }
}

pub fn build_wasm(places: &Places, profile: Profile) -> Result<PathBuf> {
    require_wasm_target()?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&places.root);
    cargo.args(["build", "--locked", "-p", "frontend", "--lib", "--target", WASM]);
    cargo.args(["--profile", profile.name()]).arg("--target-dir").arg(&places.front);
    for name in CLEARED {
        cargo.env_remove(name);
    }
    if profile == Profile::Dev {
        // Debug information is most of an unoptimised wasm, and browsers show names without it.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
    }
    let status = cargo.status().context("cannot start cargo for the front end")?;
    ensure!(status.success(), "the front end does not compile; see the compiler's messages below");
    Ok(places.front.join(WASM).join(profile.folder()).join("frontend.wasm"))
}

fn require_wasm_target() -> Result<()> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]).output();
    let folder = asked.context("cannot start rustc")?.stdout;
    let folder = PathBuf::from(String::from_utf8_lossy(&folder).trim());
    if folder.is_dir() {
        return Ok(());
    }
    bail!("the front end needs Rust's wasm target, which is missing; run: rustup target add {WASM}")
}

/// Writes `sitrep.js`, `sitrep.wasm` and snippets into `pkg`; a wasm seen before is taken from the last time.
pub fn bind(wasm: &Path, places: &Places, profile: Profile) -> Result<()> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let kept = places.front.join("bound").join(profile.name());
    let mark = kept.with_extension("seen");
    let seen = fingerprint(&bytes);
    if fs::read_to_string(&mark).is_ok_and(|last| last == seen) {
        return copy_folder(&kept, &places.pkg());
    }
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).omit_default_module_path(true);
    if profile == Profile::Release {
        // The names alone are nearly half of the file.
        bindgen.remove_name_section(true).remove_producers_section(true).demangle(false);
    }
    bindgen.input_path(wasm).out_name("sitrep").generate(&kept).context("wasm-bindgen")?;
    fs::rename(kept.join("sitrep_bg.wasm"), kept.join("sitrep.wasm"))?;
    fs::write(&mark, seen)?;
    copy_folder(&kept, &places.pkg())
}
