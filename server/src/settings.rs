//! What the operator decides outside the program: where it listens, where its
//! data lies, which proxies it believes. One order for every key: flag, then
//! `SITREP_*`, then `SITREP_*_FILE`, then `sitrep.toml`, then the default.
//! Every value remembers where it came from, so that a complaint names the
//! place to mend and a screen can show which variable has locked a field.
//! Knows nothing of the database, where the rest of the settings live.

mod file;
mod key;
mod print;
mod secret;
mod sources;
mod value;

use std::path::PathBuf;

pub use key::{KEYS, Key};
pub use print::printed;
pub use secret::Secret;
pub use sources::{Found, Source, Surroundings, gather};
pub use value::{Limits, Listen, LogFormat, PublicUrl, is_loopback_host};

use ipnet::IpNet;

/// Leptos renders can starve each other on fewer threads than this.
pub const LEAST_WORKERS: usize = 4;
/// What a small VM can spare for redb's pages.
pub const DEFAULT_CACHE_MB: usize = 64;

/// Every setting, checked. Those the database also knows are `Option`s: `Some`
/// overrides it and shows locked on the settings screen.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data: PathBuf,
    pub listen: Listen,
    pub trusted_proxies: Vec<IpNet>,
    pub limits: Limits,
    pub cache_mb: usize,
    pub workers: usize,
    pub log: LogFormat,
    pub log_level: String,
    pub public_url: Option<Locked<PublicUrl>>,
    pub smtp_url: Option<Locked<Secret>>,
    pub organisation: Option<Locked<String>>,
    pub zone: Option<Locked<String>>,
}

/// A value that overrides what is stored, and the place that says so.
#[derive(Clone, Debug)]
pub struct Locked<T> {
    pub value: T,
    pub by: Source,
}

/// Why the settings cannot be used; the sentence names the place to mend.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {what}")]
pub struct BadSetting {
    pub place: String,
    pub what: String,
}

impl BadSetting {
    pub(crate) fn at(place: impl ToString, what: impl Into<String>) -> Self {
        Self { place: place.to_string(), what: what.into() }
    }
}

impl Settings {
    /// Reads and checks everything the surroundings say.
    pub fn load(surroundings: &Surroundings) -> Result<Self, BadSetting> {
        Self::from_found(&gather(surroundings)?)
    }

    /// Checks values already gathered.
    pub fn from_found(found: &Found) -> Result<Self, BadSetting> {
        let settings = Self {
            data: PathBuf::from(found.text("data")),
            listen: found.parse("listen", Listen::parse)?,
            trusted_proxies: found.parse("trusted_proxies", value::networks)?,
            limits: found.parse("limits", Limits::parse)?,
            cache_mb: found.parse("cache_mb", |text| value::whole(text, 8..=16_384))?,
            workers: found.parse("workers", |text| value::whole(text, LEAST_WORKERS..=256))?,
            log: found.parse("log", LogFormat::parse)?,
            log_level: found.parse("log_level", value::log_level)?,
            public_url: found.locked("public_url", PublicUrl::parse)?,
            smtp_url: found.locked("smtp_url", value::relay)?,
            organisation: found.locked("organisation", value::words)?,
            zone: found.locked("zone", value::zone)?,
        };
        settings.refuse_open_limits(found)?;
        Ok(settings)
    }

    /// Without limits one client can fill the disk, so that is for a benchmark
    /// on one's own machine only. The stored public URL is asked again by
    /// whoever opens the data folder, through [`Settings::limits_stand`].
    fn refuse_open_limits(&self, found: &Found) -> Result<(), BadSetting> {
        let stored = self.public_url.as_ref().map(|locked| &locked.value);
        if self.limits_stand(stored) {
            return Ok(());
        }
        Err(BadSetting::at(
            found.place("limits"),
            "limits = off is for benchmarks on one machine: it needs a loopback listen address \
             (127.0.0.1, ::1 or localhost) and no other public URL",
        ))
    }

    /// Whether the limits switch may be as it is, given the public URL in force.
    pub fn limits_stand(&self, public_url: Option<&PublicUrl>) -> bool {
        self.limits == Limits::On || (self.listen.is_loopback() && public_url.is_none_or(PublicUrl::is_loopback))
    }
}

#[cfg(test)]
#[path = "settings/tests.rs"]
mod tests;
