//! What stands on what in the server: a file knows what lies below it, never what lies above, so that no circle can
//! form. And who only needs an address knows nothing of what is mounted there.

use std::collections::BTreeSet;

use super::{is_test, naming, sources};

/// Every file and folder of `server/src`, from the ground up.
const LAYERS: [&str; 33] = [
    "version",
    "refusal",
    "sd_notify",
    "settings",
    "command_line",
    "data_folder",
    "public_address",
    "logging",
    "compression",
    "assets",
    "by_script",
    // What a request says of its sender, and how many there may be at once.
    "request",
    "seats",
    "streams",
    "status_memory",
    "state",
    // Pages know no form that leads to them, forms no guard that stands before them.
    "pages",
    "health",
    "poster",
    "dossier",
    "compliance_file",
    "duty_calendar",
    "status_files",
    "live_stream",
    "forms",
    "letters",
    "security",
    "router",
    "listen",
    "watchdog",
    "control",
    "commands",
    "main",
];

/// In which folder the word for a table that mounts pages may be written by whom; an address alone is `kit::routes`.
const MOUNTING: [(&str, &str, &[&str]); 4] = [
    ("app/src/", "site::", &["app/src/lib.rs"]),
    ("app/documents/src/", "TABLE", &["app/documents/src/table.rs", "app/documents/src/lib.rs"]),
    ("server/src/", "TABLE", &["server/src/pages/documents.rs"]),
    ("server/src/", "app::site", &[]),
];

#[test]
fn whatever_lies_in_the_server_stands_on_what_lies_below_it() {
    let place = |layer: &str| LAYERS.iter().position(|name| *name == layer);
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(below) = source.path.strip_prefix("server/src/") else { continue };
        let own = below.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if own == "lib" {
            continue;
        }
        let Some(here) = place(own) else {
            wrong.push(format!("give `{own}` its place among the layers"));
            continue;
        };
        for layer in named(&source.code.join("\n")).iter().filter(|layer| *layer != own) {
            match place(layer) {
                Some(there) if there < here => {}
                Some(_) => wrong.push(format!("{} knows of `{layer}`, which stands on it", source.path)),
                None => wrong.push(format!("{} names `crate::{layer}`, which is no layer", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "move what both need down: {wrong:#?}");
}

/// The parts of this crate that a text names, in a path or in a list.
pub fn named(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => names.insert(word(rest)),
            Some(list) => {
                let (mut depth, mut begins) = (0, true);
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        c if begins && !c.is_whitespace() => {
                            names.insert(word(&list[at..]));
                            begins = false;
                        }
                        _ => {}
                    }
                }
                true
            }
        };
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn the_parts_of_a_crate_are_found_in_paths_and_in_lists() {
    let code = "use crate::refusal::{Asker, BUSY};\nuse crate::{\n    assets, forms::{again, posted}, pages,\n};\ncrate::state::AppState";
    assert_eq!(Vec::from_iter(named(code)), ["assets", "forms", "pages", "refusal", "state"]);
}

#[test]
fn who_needs_an_address_names_no_table_of_pages() {
    for (folder, table, homes) in MOUNTING {
        let concerned = |path: &str| path.starts_with(folder) && !is_test(path) && !homes.contains(&path);
        let strays = naming(table, concerned);
        assert!(strays.is_empty(), "`{table}` mounts pages; an address is in app/kit/src/routes.rs: {strays:#?}");
    }
    let above = naming("crate::", |path| path.starts_with("app/kit/src/routes"));
    assert!(above.is_empty(), "addresses stand on nothing: {above:#?}");
}
