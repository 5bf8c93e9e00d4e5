//! Has the linker say what refers to what: `server/build/reach.rs` asks it of a finished program.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // An unoptimised program is bound as it is.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
