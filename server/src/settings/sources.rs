//! Finds each setting's text and remembers where it stood. Takes what it looks
//! at as values, never from the process itself, so that a test can say it all.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::key::FILE_VARIABLE;
use super::{BadSetting, KEYS, Key, Locked, file};

/// Read when it exists and nothing else is named.
const USUAL_FILE: &str = "sitrep.toml";
/// No setting is longer; a wrong path to a film must not be read whole.
const LONGEST_VALUE_FILE: u64 = 64 * 1024;

/// What may speak: flags of the command line, the environment, a named file.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub flags: BTreeMap<&'static str, String>,
    pub environment: BTreeMap<String, String>,
    pub file: Option<PathBuf>,
    /// Where `sitrep.toml` is looked for when no file is named.
    pub folder: PathBuf,
}

/// Where a value stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Flag(&'static str),
    Variable(String),
    File { path: PathBuf, line: usize },
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "--{}", name.replace('_', "-")),
            Self::Variable(name) => f.write_str(name),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The text of each setting that has one, with its source.
#[derive(Debug, Default)]
pub struct Found {
    texts: BTreeMap<&'static str, (String, Source)>,
    /// Variables that begin like ours and mean nothing: worth a warning, no more,
    /// because scripts around us may use the prefix for themselves.
    pub unknown_variables: Vec<String>,
}

/// Looks in every place, the strongest last.
pub fn gather(surroundings: &Surroundings) -> Result<Found, BadSetting> {
    let mut found = Found::default();
    for key in KEYS {
        found.put(key, key.default.map(|text| (text.to_owned(), Source::Default)));
    }
    if let Some(path) = settings_file(surroundings)? {
        for (key, text, line) in file::read(&path)? {
            found.put(key, Some((text, Source::File { path: path.clone(), line })));
        }
    }
    for key in KEYS {
        found.put(key, value_file(surroundings, key)?);
        let text = surroundings.environment.get(key.variable).filter(|text| !text.is_empty());
        found.put(key, text.map(|text| (text.clone(), Source::Variable(key.variable.to_owned()))));
        let flag = surroundings.flags.get(key.name);
        found.put(key, flag.map(|text| (text.clone(), Source::Flag(key.name))));
    }
    found.unknown_variables = unknown_variables(surroundings);
    Ok(found)
}

fn settings_file(surroundings: &Surroundings) -> Result<Option<PathBuf>, BadSetting> {
    let named = surroundings.file.clone();
    let named = named
        .or_else(|| surroundings.environment.get(FILE_VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from));
    match named {
        Some(path) if path.is_file() => Ok(Some(path)),
        Some(path) => Err(BadSetting::at(path.display(), "there is no such settings file")),
        None => Ok(Some(surroundings.folder.join(USUAL_FILE)).filter(|path| path.is_file())),
    }
}

fn value_file(around: &Surroundings, key: &Key) -> Result<Option<(String, Source)>, BadSetting> {
    let variable = key.file_variable();
    let Some(path) = around.environment.get(&variable).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    let text = read_value(Path::new(path))
        .map_err(|error| BadSetting::at(&variable, format!("cannot read {path}: {error}")))?;
    Ok(Some((text, Source::Variable(variable))))
}

fn read_value(path: &Path) -> std::io::Result<String> {
    if std::fs::metadata(path)?.len() > LONGEST_VALUE_FILE {
        return Err(std::io::Error::other("the file is too long for one setting"));
    }
    Ok(std::fs::read_to_string(path)?.trim().to_owned())
}

fn unknown_variables(surroundings: &Surroundings) -> Vec<String> {
    let known = |name: &str| {
        let plain = name.strip_suffix("_FILE").unwrap_or(name);
        name == FILE_VARIABLE || KEYS.iter().any(|key| key.variable == plain)
    };
    let ours = surroundings.environment.keys().filter(|name| name.starts_with("SITREP_"));
    ours.filter(|name| !known(name)).cloned().collect()
}

impl Found {
    fn put(&mut self, key: &Key, text: Option<(String, Source)>) {
        if let (Some(text), Some(key)) = (text, Key::named(key.name)) {
            self.texts.insert(key.name, text);
        }
    }

    pub fn get(&self, name: &str) -> Option<&(String, Source)> {
        self.texts.get(name)
    }

    pub fn text(&self, name: &str) -> &str {
        self.get(name).map_or("", |(text, _)| text)
    }

    /// `listen (SITREP_LISTEN)`, for the head of a complaint.
    pub fn place(&self, name: &str) -> String {
        match self.get(name) {
            Some((_, source)) => format!("{name} ({source})"),
            None => name.to_owned(),
        }
    }

    pub fn parse<T>(&self, name: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, BadSetting> {
        read(self.text(name)).map_err(|what| BadSetting::at(self.place(name), what))
    }

    /// A setting the database may also hold: here only when somebody said it.
    pub fn locked<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<Locked<T>>, BadSetting> {
        let Some((text, by)) = self.get(name) else { return Ok(None) };
        let value = read(text).map_err(|what| BadSetting::at(self.place(name), what))?;
        Ok(Some(Locked { value, by: by.clone() }))
    }
}
