//! Makes what wasm-bindgen wrote smaller without changing what it does: program and script call each other by short
//! names, because the long ones end in hashes that do not compress, and the script loses comments and indentation.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use walrus::Module;

/// How names begin that only the two of them use.
const BETWEEN: [&str; 3] = ["__wbg_", "__wbindgen_", "_ZN"];

/// Answers the script.
pub fn shorten(program: &mut Module, script: &str) -> Result<String> {
    let names = short_names(program, script);
    for import in program.imports.iter_mut() {
        take_short(&names, &mut import.name);
    }
    for export in program.exports.iter_mut() {
        take_short(&names, &mut export.name);
    }
    let mut short = String::with_capacity(script.len());
    for word in words(&without_comments(script)?) {
        short.push_str(names.get(word).map_or(word, String::as_str));
    }
    Ok(short)
}

fn short_names(program: &Module, script: &str) -> BTreeMap<String, String> {
    let taken: BTreeSet<&str> = words(script).collect();
    let mut free = (0..).map(|number: u32| format!("_{number:x}")).filter(|name| !taken.contains(name.as_str()));
    let imports = program.imports.iter().map(|import| &import.name);
    let exports = program.exports.iter().map(|export| &export.name);
    let between = |name: &&String| {
        BETWEEN.iter().any(|begin| name.starts_with(begin))
            && name.chars().all(is_of_word)
            && taken.contains(name.as_str())
    };
    let long: BTreeSet<&String> = imports.chain(exports).filter(between).collect();
    long.into_iter().cloned().zip(&mut free).collect()
}

fn take_short(names: &BTreeMap<String, String>, name: &mut String) {
    if let Some(short) = names.get(name) {
        short.clone_into(name);
    }
}

fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$')
}

/// The script in pieces: whole words, and what stands between them.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let mut rest = script;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|sign| is_of_word(sign) != is_of_word(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// wasm-bindgen gives each comment lines of its own.
fn without_comments(script: &str) -> Result<String> {
    let mut short = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        ensure!(line.matches('`').count() % 2 == 0, "wasm-bindgen's script holds a text of several lines: {line}");
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    Ok(short)
}
