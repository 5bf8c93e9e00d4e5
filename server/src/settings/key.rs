//! The list of settings: name in the file, variable, flag, default. The one
//! place to add a setting's name; its type is decided in `settings.rs`.

/// One setting by its names.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub variable: &'static str,
    pub default: Option<&'static str>,
    /// Never printed, and a file that holds it must not be open to everybody.
    pub secret: bool,
}

const fn key(name: &'static str, variable: &'static str, default: Option<&'static str>) -> Key {
    Key { name, variable, default, secret: false }
}

/// All settings, in the order in which `config print` shows them.
pub const KEYS: &[Key] = &[
    key("data", "SITREP_DATA", Some("./data")),
    key("listen", "SITREP_LISTEN", Some("127.0.0.1:3000")),
    key("trusted_proxies", "SITREP_TRUSTED_PROXIES", Some("")),
    key("limits", "SITREP_LIMITS", Some("on")),
    key("cache_mb", "SITREP_CACHE_MB", Some("64")),
    key("workers", "SITREP_WORKERS", Some("4")),
    key("log", "SITREP_LOG", Some("text")),
    key("log_level", "SITREP_LOG_LEVEL", Some("info")),
    key("public_url", "SITREP_PUBLIC_URL", None),
    Key { name: "smtp_url", variable: "SITREP_SMTP_URL", default: None, secret: true },
    key("organisation", "SITREP_ORGANISATION", None),
    key("zone", "SITREP_ZONE", None),
];

/// Where the file is named, when it is not `./sitrep.toml`.
pub const FILE_VARIABLE: &str = "SITREP_CONFIG";

impl Key {
    pub fn named(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The variable that names a file holding the value, as containers like it.
    pub fn file_variable(&self) -> String {
        format!("{}_FILE", self.variable)
    }
}
