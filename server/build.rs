//! Builds the browser's half and packs it into the binary, so that one `cargo build --release` makes one file with
//! nothing to install beside it. Release builds do the whole work; debug builds skip it and serve `target/site` from
//! disk when it is there; `SITREP_BUILD_SITE=dev` (set by `make dev`) fills that folder from an unoptimised front
//! end. `SITREP_BUILD_SITE=off` skips the work in release builds too, for those who only measure the server.
//! The script knows nothing about addresses or HTTP; that is `src/assets.rs`.

#[path = "build/commit.rs"]
mod commit;
#[path = "build/front.rs"]
mod front;
#[path = "build/pack.rs"]
mod pack;
#[path = "build/places.rs"]
mod places;
#[path = "build/styles.rs"]
mod styles;
#[path = "build/table.rs"]
mod table;

use std::process::ExitCode;

use anyhow::Result;
use front::Profile;
use places::Places;

const SWITCH: &str = "SITREP_BUILD_SITE";

/// All that the site is made of. Documents and the desk are the server's alone.
const SOURCES: [&str; 9] =
    ["app/Cargo.toml", "app/src", "app/kit", "app/domain", "frontend", "style", "public", "Cargo.lock", "Cargo.toml"];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in format!("{error:#}").lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    println!("cargo::rerun-if-env-changed={SWITCH}");
    println!("cargo::rerun-if-env-changed={}", front::EXTRA_FLAGS);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let places = Places::from_cargo()?;
    commit::tell();
    println!("cargo::rustc-env=SITREP_SITE_DIR={}", places.site.display());
    match wanted_profile()? {
        None => table::write_empty(&places.out),
        Some(profile) => build_site(&places, profile),
    }
}

fn wanted_profile() -> Result<Option<Profile>> {
    let switch = std::env::var(SWITCH).unwrap_or_default();
    match switch.as_str() {
        "" => Ok(is_release().then_some(Profile::Release)),
        "dev" => Ok(Some(Profile::Dev)),
        "off" => Ok(None),
        other => anyhow::bail!("{SWITCH}={other} is not known; use dev, off, or leave it away"),
    }
}

fn is_release() -> bool {
    std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
}

fn build_site(places: &Places, profile: Profile) -> Result<()> {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", places.root.join(source).display());
    }
    let programs = front::build_wasm(places, profile)?;
    places.empty_site()?;
    front::bind(&programs, places, profile)?;
    styles::write(places)?;
    places.copy_public()?;
    match profile {
        // Embedding tens of megabytes would make each turn of the loop slower than reading them from disk.
        Profile::Dev => table::write_empty(&places.out),
        Profile::Release => table::write(&pack::pack(places)?, &places.out),
    }
}
