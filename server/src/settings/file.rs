//! Reads `sitrep.toml`. A key we do not know is a mistake that somebody wants
//! to hear about at once, with the line it stands on.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::{BadSetting, KEYS, Key};

/// The settings a file holds, each with its line.
pub fn read(path: &Path) -> Result<Vec<(&'static Key, String, usize)>, BadSetting> {
    let content = std::fs::read_to_string(path)
        .map_err(|error| BadSetting::at(path.display(), format!("cannot be read: {error}")))?;
    let found = parse(path, &content)?;
    if found.iter().any(|(key, _, _)| key.secret) {
        refuse_open_file(path)?;
    }
    Ok(found)
}

fn parse(path: &Path, content: &str) -> Result<Vec<(&'static Key, String, usize)>, BadSetting> {
    let place = |line: usize| format!("{}:{line}", path.display());
    let table = DeTable::parse(content).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(content, span.start));
        BadSetting::at(place(line), error.message())
    })?;
    let mut found = Vec::new();
    for (name, value) in table.get_ref() {
        let line = line_of(content, name.span().start);
        let key = Key::named(name.get_ref())
            .ok_or_else(|| BadSetting::at(place(line), format!("`{}` is no setting; {}", name.get_ref(), known())))?;
        let text = text_of(value.get_ref())
            .ok_or_else(|| BadSetting::at(place(line), format!("`{}` wants a plain value", key.name)))?;
        found.push((key, text, line));
    }
    Ok(found)
}

fn known() -> String {
    let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    format!("there are: {}", names.join(", "))
}

/// Lists become what the environment would say: parts with commas.
fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Array(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(|part| text_of(part.get_ref())).collect();
            parts.map(|parts| parts.join(","))
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

fn line_of(content: &str, offset: usize) -> usize {
    content.get(..offset).map_or(1, |before| before.matches('\n').count() + 1)
}

/// The relay's password must not be readable by every account of the machine.
#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<(), BadSetting> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)
        .map_err(|error| BadSetting::at(path.display(), error.to_string()))?
        .permissions()
        .mode();
    if mode & 0o007 == 0 {
        return Ok(());
    }
    let what = format!("holds a secret and everybody can read it; run: chmod 600 {}", path.display());
    Err(BadSetting::at(path.display(), what))
}

#[cfg(not(unix))]
fn refuse_open_file(_path: &Path) -> Result<(), BadSetting> {
    Ok(())
}
