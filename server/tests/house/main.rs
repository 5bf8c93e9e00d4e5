//! The house's own rules, read from its sources: how long a file may be, who may name which crate, and what nobody
//! may write by hand. Functions are measured by clippy. A failure names the file; the rule says what to do.

mod backend_layers;
mod server_layers;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Beyond this a file does more than one thing; tests aside.
const LONGEST_FILE: usize = 300;
/// One enum, a variant for each thing that can happen to an incident: it cannot be split, and is read as a list.
const ONE_ENUM: &str = "app/domain/src/incident/change.rs";

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["manager", "helper", "helpers", "util", "utils", "common", "misc", "handler", "processor"];

/// A word, and the only folder whose files may write it.
const HOMES: [(&str, &str); 6] = [
    ("redb::", "app/backend/src/storage/"),
    ("lettre::", "app/backend/src/mail/"),
    ("argon2::", "app/backend/src/"),
    // One way to write an instant: by its reader, who has a zone.
    ("TimeView::written", "app/backend/src/time_text.rs"),
    ("<textarea", "app/kit/src/components/text_area.rs"),
    ("<Title ", "app/src/components/page_title.rs"),
];

/// Who may not know of what.
const STRANGERS: [(&str, &str); 9] = [
    ("app/domain/src/", "tokio::"),
    ("app/domain/src/", "leptos::"),
    ("app/domain/src/", "std::time::SystemTime"),
    ("app/backend/src/", "axum::"),
    ("app/backend/src/", "leptos::"),
    ("frontend/src/", "backend::"),
    // Plain: nothing in it may need a program.
    ("app/kit/src/", "leptos_router"),
    ("app/kit/src/", "spawn_local"),
    ("app/documents/src/", " on:"),
];

struct Source {
    /// From the root of the house, with slashes.
    path: String,
    /// Its lines without comments and without the tests at its end.
    code: Vec<String>,
    length: usize,
}

#[test]
fn no_file_does_more_than_one_thing() {
    let long = sources()
        .into_iter()
        .filter(|source| source.length > LONGEST_FILE && !is_test(&source.path) && source.path != ONE_ENUM);
    let long: Vec<String> = long.map(|source| format!("{} has {} lines", source.path, source.length)).collect();
    assert!(long.is_empty(), "split by act, at most {LONGEST_FILE} lines each: {long:#?}");
}

#[test]
fn every_file_is_named_for_what_is_inside() {
    let empty = sources().into_iter().map(|source| source.path).filter(|path| {
        path.trim_end_matches(".rs").split('/').any(|part| part.split('_').any(|word| EMPTY_NAMES.contains(&word)))
    });
    let empty: Vec<String> = empty.collect();
    assert!(empty.is_empty(), "name the act or the noun: {empty:#?}");
}

/// A map is one only as long as every place on it is there.
#[test]
fn every_path_on_the_maps_exists() {
    for name in ["ARCHITECTURE.md", "docs/adding.md"] {
        let map = fs::read_to_string(root().join(name)).expect("the map");
        let paths =
            map.split('`').filter(|word| word.contains('/') && word.contains('.') && !word.contains([' ', '{', '(']));
        let gone: Vec<&str> = paths.filter(|path| path.ends_with(".rs") && !root().join(path).exists()).collect();
        assert!(gone.is_empty(), "mend {name}: {gone:#?}");
    }
}

/// docs/adding.md names what to write beside the file it is written in.
#[test]
fn every_name_beside_a_file_stands_in_it() {
    let adding = fs::read_to_string(root().join("docs/adding.md")).expect("how to add something");
    let mut gone = Vec::new();
    for row in adding.lines().filter(|line| line.starts_with("| `")) {
        let mut words = row.split('`').skip(1).step_by(2);
        let file = words.next().unwrap_or_default();
        let code = fs::read_to_string(root().join(file)).unwrap_or_default();
        let names = words.filter(|word| word.chars().all(|c| c.is_alphanumeric() || c == '_'));
        gone.extend(names.filter(|name| !code.contains(name)).map(|name| format!("{file}: {name}")));
    }
    assert!(gone.is_empty(), "mend docs/adding.md: {gone:#?}");
}

/// docs/field.md says which test holds what; a test that was renamed holds nothing there any more.
#[test]
fn every_test_that_the_field_names_is_there() {
    let field = fs::read_to_string(root().join("docs/field.md")).expect("what the field found");
    let tests: String = tests().iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    let named = field.split('`').filter(|word| word.contains('_') && !word.contains(['/', ' ']));
    let names = named.map(|word| word.rsplit("::").next().unwrap_or(word)).filter(|name| !name.is_empty());
    let gone: Vec<&str> = names.filter(|name| !tests.contains(&format!("fn {name}("))).collect();
    assert!(gone.is_empty(), "mend docs/field.md: {gone:#?}");
}

/// Every source: tests stand beside the code as well.
fn tests() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["app", "server"] {
        collect(&root().join(folder), &mut files);
    }
    files
}

#[test]
fn what_has_a_home_is_written_nowhere_else() {
    for (word, home) in HOMES {
        let strays = naming(word, |path| !path.starts_with(home) && !is_test(path));
        assert!(strays.is_empty(), "`{word}` belongs to {home}: {strays:#?}");
    }
}

/// A document costs the browser nothing, and what only the server may do is not in anybody's hands.
#[test]
fn the_browser_s_half_is_made_without_documents_and_desk() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["tree", "--locked", "--offline", "-p", "frontend", "--prefix", "none"]);
    let asked = cargo.args(["--edges", "normal", "--target", "wasm32-unknown-unknown"]).output().expect("cargo runs");
    let tree = String::from_utf8_lossy(&asked.stdout);
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains("kit") && names.contains("app"), "{}", String::from_utf8_lossy(&asked.stderr));
    for stranger in ["documents", "backend", "server", "axum", "redb", "tokio"] {
        assert!(!names.contains(stranger), "`{stranger}` is compiled for the browser");
    }
}

#[test]
fn nobody_knows_what_they_must_not() {
    for (folder, word) in STRANGERS {
        let strays = naming(word, |path| path.starts_with(folder) && !is_test(path));
        assert!(strays.is_empty(), "{folder} must not know of `{word}`: {strays:#?}");
    }
}

/// What no page writes is only weight for every visitor.
#[test]
fn no_style_is_written_for_nobody() {
    let pages: String = sources().into_iter().flat_map(|source| source.code).collect::<Vec<_>>().join("\n");
    let written: BTreeSet<&str> = pages.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).collect();
    let sheets = sheets();
    let unused: BTreeSet<&str> = classes(&sheets).filter(|class| !written.contains(class)).collect();
    assert!(unused.is_empty(), "take these classes out of style/: {unused:#?}");
}

/// A name that nothing gives a value leaves a mark without its colour, and no browser complains.
#[test]
fn every_value_that_a_style_names_is_there() {
    let (sheets, pages) = (sheets(), sources().into_iter().flat_map(|source| source.code).collect::<String>());
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let named = sheets.split("var(").skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
    let given = |name: &str| sheets.contains(&format!("{name}:")) || pages.contains(&format!("{name}:"));
    let missing: BTreeSet<&str> = named.filter(|name| !given(name)).collect();
    assert!(missing.is_empty(), "nothing gives these a value: {missing:#?}");
}

fn sheets() -> String {
    let mut sheets = String::new();
    for sheet in fs::read_dir(root().join("style")).expect("the style").flatten() {
        if sheet.path().extension().is_some_and(|extension| extension == "css") {
            sheets += &fs::read_to_string(sheet.path()).expect("a readable sheet");
        }
    }
    sheets
}

/// Every class that a rule is for.
fn classes(sheets: &str) -> impl Iterator<Item = &str> {
    let outside_comments = sheets.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest));
    let names = outside_comments.flat_map(|rules| rules.split('.').skip(1));
    let names = names.map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(rest.len());
        &rest[..end]
    });
    // Not the digits after a decimal point, nor the ending of an imported file.
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()) && *name != "css")
}

fn naming(word: &str, concerned: impl Fn(&str) -> bool) -> Vec<String> {
    let concerned = sources().into_iter().filter(|source| concerned(&source.path));
    concerned.filter(|source| source.code.iter().any(|line| line.contains(word))).map(|source| source.path).collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("_test.rs") || path.ends_with("/tests.rs")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the server lies in the house")
}

fn sources() -> Vec<Source> {
    let root = root();
    let mut files = Vec::new();
    for folder in ["app", "server", "frontend"] {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 100, "the sources were not found below {}", root.display());
    files.iter().map(|file| read(root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Source {
    let path = file.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(file).expect("a readable file");
    let before_tests: Vec<&str> = text.lines().take_while(|line| !line.starts_with("mod tests {")).collect();
    let code = before_tests.iter().filter(|line| !line.trim_start().starts_with("//")).map(|line| line.to_string());
    Source { path, code: code.collect(), length: before_tests.len() }
}
