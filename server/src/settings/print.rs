//! `sitrep config print`: every setting as the program sees it, where it came
//! from, and no secret.

use std::fmt::Write;

use super::{Found, KEYS, Secret};

/// One line per setting, fit to be pasted into `sitrep.toml`.
pub fn printed(found: &Found) -> String {
    let mut page = String::new();
    for key in KEYS {
        let _ = match found.get(key.name) {
            Some((text, source)) if key.secret => {
                writeln!(page, "# {} = {}  # {source}", key.name, Secret::from(text.as_str()))
            }
            Some((text, source)) => {
                writeln!(page, "{} = {}  # {source}", key.name, toml::Value::from(text.as_str()))
            }
            None => writeln!(page, "# {} is not set here", key.name),
        };
    }
    page
}
