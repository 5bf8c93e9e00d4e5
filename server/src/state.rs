//! What every layer and handler may ask for: settings, the address people type,
//! limits, the names of embedded files, and the signal to stop. Cheap to clone.

use std::sync::Arc;

use axum::extract::FromRef;
use backend::Backend;
use kit::shell::SiteAssets;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::public_address::PublicAddress;
use crate::request::rate_limits::RateLimits;
use crate::request::turns::Turns;
use crate::request::unnamed_proxy::UnnamedProxies;
use crate::settings::{Limits, Settings};
use crate::status_memory::StatusMemory;
use crate::streams::Streams;

#[derive(Clone)]
pub struct AppState {
    pub backend: Backend,
    pub settings: Arc<Settings>,
    pub public_url: PublicAddress,
    pub rate_limits: Arc<RateLimits>,
    pub turns: Arc<Turns>,
    pub unnamed_proxies: Arc<UnnamedProxies>,
    pub streams: Arc<Streams>,
    pub assets: Arc<SiteAssets>,
    /// Cancelled when the server should end; streams end themselves on it.
    pub stop: CancellationToken,
    pub leptos: Arc<LeptosOptions>,
    pub status: Arc<StatusMemory>,
}

impl AppState {
    pub fn new(backend: Backend, settings: Settings, assets: SiteAssets, stop: CancellationToken) -> Self {
        let limits_on = settings.limits == Limits::On;
        Self {
            public_url: PublicAddress::of(backend.clone()),
            settings: Arc::new(settings),
            rate_limits: Arc::new(RateLimits::new(limits_on)),
            turns: Arc::new(Turns::new(limits_on)),
            unnamed_proxies: Arc::default(),
            streams: Arc::new(Streams::new(limits_on)),
            assets: Arc::new(assets),
            stop,
            leptos: Arc::new(leptos_options()),
            status: Arc::default(),
            backend,
        }
    }
}

impl AppState {
    /// The desk's clock, for pages that count from it.
    pub fn seconds_now(&self) -> i64 {
        self.backend.storage().now().div_euclid(domain::time::SECOND)
    }
}

/// Made here, of constants, so that no `LEPTOS_*` variable can change an
/// installed binary. The files are ours to serve, so paths here mean nothing.
fn leptos_options() -> LeptosOptions {
    LeptosOptions::builder().output_name("sitrep").build()
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.as_ref().clone()
    }
}
