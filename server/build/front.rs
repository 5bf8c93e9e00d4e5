//! Compiles `frontend` to wasm with a cargo call of its own, one program per live page, and lets wasm-bindgen,
//! as a library, write the script that loads each. One call for both halves would unify their features, and every
//! event handler would die.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::pack::fingerprint;
use crate::places::{Places, copy_folder, files_below};

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

/// Flags for the browser's half alone, such as `-Csymbol-mangling-version=v0`; the server's are in RUSTFLAGS.
pub const EXTRA_FLAGS: &str = "SITREP_SITE_RUSTFLAGS";

/// The source of what happens to a wasm after the compiler.
const TREATMENT: &[u8] = include_bytes!("front.rs");

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

/// Answers the compiled programs.
pub fn build_wasm(places: &Places, profile: Profile) -> Result<Vec<PathBuf>> {
    require_wasm_target()?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&places.root);
    cargo.args(["build", "--locked", "-p", "frontend", "--bins", "--target", WASM]);
    cargo.args(["--profile", profile.name()]).arg("--target-dir").arg(&places.front);
    for name in CLEARED {
        cargo.env_remove(name);
    }
    cargo.env("RUSTFLAGS", flags());
    if profile == Profile::Dev {
        // Debug information is most of an unoptimised wasm, and browsers show names without it.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
    }
    let status = cargo.status().context("cannot start cargo for the front end")?;
    ensure!(status.success(), "the front end does not compile; see the compiler's messages below");
    let folder = places.front.join(WASM).join(profile.folder());
    let sources = files_below(&places.root.join("frontend/src/bin"))?;
    Ok(sources.iter().filter_map(|source| Some(folder.join(source.file_stem()?).with_extension("wasm"))).collect())
}

/// Both halves write the same markers or hydration fails, so the browser's half erases types exactly when the server's
/// does, whatever a user's own RUSTFLAGS made of `.cargo/config.toml`.
fn flags() -> String {
    let erased = env::var_os("CARGO_CFG_ERASE_COMPONENTS").is_some();
    // `src/assets.rs` refuses to be compiled where this is not what the server's half does.
    println!("cargo::rustc-cfg=site_is_{}", if erased { "erased" } else { "typed" });
    let own = if erased { "--cfg erase_components" } else { "" };
    format!("{own} {}", env::var(EXTRA_FLAGS).unwrap_or_default())
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

/// Writes a script and a wasm per program into `pkg`, side by side in time.
pub fn bind(programs: &[PathBuf], places: &Places, profile: Profile) -> Result<()> {
    let bound: Vec<Result<()>> = std::thread::scope(|scope| {
        let tasks: Vec<_> = programs.iter().map(|wasm| scope.spawn(move || bind_one(wasm, places, profile))).collect();
        tasks.into_iter().map(|task| task.join().unwrap_or_else(|_| bail!("wasm-bindgen panicked"))).collect()
    });
    bound.into_iter().collect()
}

/// A wasm seen before is taken from the last time, unless the way it is treated has changed since.
fn bind_one(wasm: &Path, places: &Places, profile: Profile) -> Result<()> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let page = wasm.file_stem().and_then(|stem| stem.to_str()).context("a program has a name")?;
    let kept = places.front.join("bound").join(profile.name()).join(page);
    let mark = kept.with_extension("seen");
    let seen = fingerprint(&bytes) + &fingerprint(TREATMENT);
    if fs::read_to_string(&mark).is_ok_and(|last| last == seen) {
        return copy_folder(&kept, &places.pkg());
    }
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?.typescript(false).omit_default_module_path(true).input_bytes(page, bytes);
    if profile == Profile::Release {
        bindgen.demangle(false).remove_name_section(true).remove_producers_section(true);
    }
    let mut bound = bindgen.generate_output().context("wasm-bindgen")?;
    let alone = bound.snippets().values().all(Vec::is_empty) && bound.local_modules().is_empty();
    ensure!(alone, "a crate brings a script of its own, which nobody would serve");
    let script = bound.js().to_owned();
    fs::create_dir_all(&kept)?;
    fs::write(kept.join(page).with_extension("wasm"), bound.wasm_mut().emit_wasm())?;
    fs::write(kept.join(page).with_extension("js"), script)?;
    fs::write(&mark, seen)?;
    copy_folder(&kept, &places.pkg())
}
