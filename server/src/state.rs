//! What every layer and handler may ask for: settings, the address people type,
//! limits, the names of embedded files, and the signal to stop. Cheap to clone.

use std::sync::{Arc, PoisonError, RwLock};

use app::shell::SiteAssets;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::security::rate_limits::RateLimits;
use crate::security::turns::Turns;
use crate::settings::{Limits, PublicUrl, Settings};

#[derive(Clone)]
pub struct AppState {
    pub settings: Arc<Settings>,
    pub public_url: PublicAddress,
    pub rate_limits: Arc<RateLimits>,
    pub turns: Arc<Turns>,
    pub assets: SiteAssets,
    /// Cancelled when the server should end; streams end themselves on it.
    pub stop: CancellationToken,
    pub leptos: LeptosOptions,
}

impl AppState {
    pub fn new(settings: Settings, assets: SiteAssets, stop: CancellationToken) -> Self {
        let limits_on = settings.limits == Limits::On;
        Self {
            public_url: PublicAddress::new(settings.public_url.as_ref().map(|locked| locked.value.clone())),
            settings: Arc::new(settings),
            rate_limits: Arc::new(RateLimits::new(limits_on)),
            turns: Arc::new(Turns::new(limits_on)),
            assets,
            stop,
            leptos: leptos_options(),
        }
    }
}

/// Made here, of constants, so that no `LEPTOS_*` variable can change an
/// installed binary. The files are ours to serve, so paths here mean nothing.
fn leptos_options() -> LeptosOptions {
    LeptosOptions::builder().output_name("sitrep").build()
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// The public URL in force. It can change while the server runs, when an
/// administrator saves another; all clones see the change.
#[derive(Clone, Default)]
pub struct PublicAddress(Arc<RwLock<Option<PublicUrl>>>);

impl PublicAddress {
    pub fn new(url: Option<PublicUrl>) -> Self {
        Self(Arc::new(RwLock::new(url)))
    }

    pub fn get(&self) -> Option<PublicUrl> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set(&self, url: Option<PublicUrl>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = url;
    }

    pub fn is_https(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(PublicUrl::is_https)
    }
}
