//! The use cases of Sitrep with storage, mail, timers and live changes. Knows no HTTP and no Leptos.
//!
//! `Backend` is one open desk. Its methods are the use cases, one act per file; each takes a `&Caller` first,
//! asks `domain::permissions::permits` on records read in the same transaction, and commits the change with
//! its timeline, index rows, notices and timers at once.

pub mod actions;
pub mod audiences;
pub mod background;
pub mod calendars;
pub mod caller;
pub mod clock;
pub mod delivery;
pub mod demo;
pub mod desk;
pub mod duty;
pub mod error;
mod hearing;
pub mod incidents;
pub mod jobs;
pub mod journal;
pub mod keys;
pub mod letters;
mod live_cursor;
mod local_address;
mod local_time;
pub mod mail;
pub mod markdown;
pub mod notices;
pub mod outbox;
pub mod people;
pub mod planned;
pub mod playbooks;
pub mod pusher;
pub mod pushes;
mod reference;
pub mod replies;
pub mod retention;
pub mod reviews;
pub mod search;
pub mod services;
pub mod settings;
pub mod stamps;
pub mod storage;
pub mod subscriptions;
pub mod targets;
pub mod team;
pub mod time_text;
pub mod timers;
pub mod verify;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use caller::Caller;
pub use clock::Clock;
pub use error::{Error, Result};
pub use hearing::may_hear;
use keys::Keys;
pub use reference::Reference;
use settings::{Fixed, Settings};
use storage::Storage;

/// One open desk. Cheap to clone.
#[derive(Clone)]
pub struct Backend {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Storage,
    keys: Keys,
    options: Options,
    hashing: people::Hashing,
    door: people::Door,
    watch: desk::Watch,
    jobs: jobs::Turns,
    status_copy: desk::LastCopy,
}

/// What the outside decides about a desk.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The data folder; `None` in tests that run in memory.
    pub folder: Option<PathBuf>,
    pub fixed: Fixed,
    /// Rate limits are off: benchmarks only.
    pub no_limits: bool,
    /// Without a password to check for this long the memory for it is given back. `None`: a minute, which tests do
    /// not have.
    pub hashing_rests_after: Option<Duration>,
    /// Which Sitrep this is, for a screen.
    pub version: &'static str,
    /// Called now and then while states are made anew, so that nobody takes a long start for a dead one.
    pub still_starting: Option<fn()>,
}

impl Backend {
    pub fn new(storage: Storage, options: Options) -> Result<Self> {
        incidents::bring_up(&storage, options.still_starting.unwrap_or(|| {}))?;
        desk::settle_zone(&storage, &options.fixed)?;
        let keys = Keys::load_or_make(&storage)?;
        let rest_after = options.hashing_rests_after.unwrap_or(people::HASHING_RESTS_AFTER);
        let hashing = people::Hashing::begin(options.no_limits, rest_after)?;
        let door = people::Door::new(options.no_limits);
        let (watch, jobs, status_copy) = Default::default();
        Ok(Self { inner: Arc::new(Inner { storage, keys, options, hashing, door, watch, jobs, status_copy }) })
    }

    pub fn storage(&self) -> &Storage {
        &self.inner.storage
    }

    pub fn options(&self) -> &Options {
        &self.inner.options
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    pub(crate) fn hashing(&self) -> &people::Hashing {
        &self.inner.hashing
    }

    pub(crate) fn door(&self) -> &people::Door {
        &self.inner.door
    }

    pub(crate) fn watch(&self) -> &desk::Watch {
        &self.inner.watch
    }

    pub(crate) fn jobs(&self) -> &jobs::Turns {
        &self.inner.jobs
    }

    pub(crate) fn status_copy(&self) -> &desk::LastCopy {
        &self.inner.status_copy
    }

    /// The settings as they hold now.
    pub fn settings(&self) -> Result<Settings> {
        self.storage().read(|read| Settings::load(read, &self.options().fixed))
    }

    /// Whoever holds the machine; only the command line asks for it.
    pub fn operator(&self) -> Caller {
        Caller::operator()
    }
}
