//! The public URL in force. Guards ask for it at every request, so it is kept
//! and read again once a second: an administrator's change, made here or at the
//! command line, holds a second later at the latest.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use backend::Backend;

use crate::settings::PublicUrl;

const FRESH: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub struct PublicAddress {
    backend: Backend,
    kept: Arc<RwLock<Kept>>,
}

struct Kept {
    url: Option<PublicUrl>,
    read_at: Option<Instant>,
}

impl PublicAddress {
    pub fn of(backend: Backend) -> Self {
        Self { backend, kept: Arc::new(RwLock::new(Kept { url: None, read_at: None })) }
    }

    pub fn get(&self) -> Option<PublicUrl> {
        self.look(Option::clone)
    }

    pub fn is_https(&self) -> bool {
        self.look(|url| url.as_ref().is_some_and(PublicUrl::is_https))
    }

    /// Reads it now, for one who has just saved it.
    pub fn read_again(&self) {
        // What cannot be read leaves the last known one in force.
        let stored = self.backend.settings().map(|settings| settings.public_url);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.read_at = Some(Instant::now());
        match stored {
            Ok(text) => kept.url = text.and_then(|text| PublicUrl::parse(&text).ok()),
            Err(error) => tracing::error!(%error, "the public URL cannot be read"),
        }
    }

    fn look<T>(&self, look: impl FnOnce(&Option<PublicUrl>) -> T) -> T {
        let is_fresh = |kept: &Kept| kept.read_at.is_some_and(|read_at| read_at.elapsed() < FRESH);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if is_fresh(&kept) {
            return look(&kept.url);
        }
        drop(kept);
        self.read_again();
        look(&self.kept.read().unwrap_or_else(PoisonError::into_inner).url)
    }
}
