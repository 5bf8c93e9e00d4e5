//! Opens the data folder with what the settings say about it. The only place
//! where settings become options of the backend.

use std::path::Path;

use anyhow::{Context, bail};
use backend::storage::{self, Storage};
use backend::{Backend, Clock, Options};

use crate::sd_notify;
use crate::settings::{Limits, PublicUrl, Settings};
use crate::version::VERSION;

/// The files that make a folder a data folder; where one is left, the other is missed.
const MARKS: [&str; 2] = ["sitrep.redb", "sitrep.lock"];

/// Opens the folder, and makes it when it is new.
pub fn open(settings: &Settings) -> anyhow::Result<Backend> {
    let cache_bytes = settings.cache_mb * 1024 * 1024;
    let storage = Storage::open(&settings.data, storage::Options { cache_bytes }, Clock::System)?;
    let backend = Backend::new(storage, options(settings)).context("the data folder was opened, but not read")?;
    refuse_open_limits(settings, &backend)?;
    Ok(backend)
}

/// Whether there is something to open; a mistyped folder must not be made.
pub fn must_exist(data: &Path) -> anyhow::Result<()> {
    // Where nobody may look is said by whoever opens it.
    if MARKS.iter().any(|mark| data.join(mark).try_exists().unwrap_or(true)) {
        return Ok(());
    }
    bail!("there is no Sitrep data in {}; name the folder with --data", data.display())
}

/// What the settings say, in the backend's words.
pub fn options(settings: &Settings) -> Options {
    let text = |locked: &Option<crate::settings::Locked<String>>| locked.as_ref().map(|locked| locked.value.clone());
    Options {
        // Screens name it, and whoever reads them stands elsewhere.
        folder: Some(std::path::absolute(&settings.data).unwrap_or_else(|_| settings.data.clone())),
        fixed: backend::settings::Fixed {
            organisation: text(&settings.organisation),
            zone: text(&settings.zone),
            public_url: settings.public_url.as_ref().map(|locked| locked.value.to_string()),
            smtp_url: settings.smtp_url.as_ref().map(|locked| locked.value.reveal().to_owned()),
        },
        no_limits: settings.limits == Limits::Off,
        hashing_rests_after: None,
        version: VERSION,
        still_starting: Some(sd_notify::still_starting),
    }
}

/// The settings alone could not know the stored public URL.
fn refuse_open_limits(settings: &Settings, backend: &Backend) -> anyhow::Result<()> {
    let stored = backend.settings()?.public_url.and_then(|text| PublicUrl::parse(&text).ok());
    if settings.limits_stand(stored.as_ref()) {
        return Ok(());
    }
    bail!("SITREP_LIMITS=off is for benchmarks on one machine, and this folder has a public URL that is not loopback")
}
