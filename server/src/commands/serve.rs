//! `sitrep serve`: opens the house, says where it is, serves until a signal,
//! and closes in the order that loses nothing: no new connections, streams end,
//! answers under way finish.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::listen::{self, Door, Seats};
use crate::security::rate_limits::RateLimits;
use crate::settings::{Limits, Settings};
use crate::{AppState, assets, control, data_folder, logging, router};

/// Quiet clients are forgotten this often.
const FORGET_EVERY: Duration = Duration::from_secs(60);

pub fn run(settings: Settings) -> anyhow::Result<()> {
    logging::start(&settings).map_err(anyhow::Error::msg)?;
    let threads = settings.workers;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()?;
    runtime.block_on(serve(settings))
}

async fn serve(settings: Settings) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    end_on_signal(stop.clone())?;
    let listener = listen::bind(&settings.listen).await?;
    let address = listener.local_addr().context("the socket has no address")?;
    let door = door(&settings);
    let backend = data_folder::open(&settings)?;
    control::listen(&settings.data, backend.clone(), stop.clone())?;
    let state = AppState::new(backend.clone(), settings, assets::site_assets(), stop.clone());
    tokio::spawn(forget_the_quiet(Arc::clone(&state.rate_limits), stop.clone()));
    let working = tokio::spawn(backend.clone().work(stop.clone().cancelled_owned()));
    println!("Sitrep listens on http://{address}");
    listen::serve(listener, router(state), door, stop).await;
    working.await.context("the outbox did not end cleanly")?;
    backend.storage().clone().close().await.context("the database did not close cleanly")?;
    tracing::info!("stopped");
    Ok(())
}

/// How many may enter, by these settings.
pub fn door(settings: &Settings) -> Door {
    let per_network = (settings.limits == Limits::On).then_some(listen::MOST_PER_NETWORK);
    Door {
        seats: Arc::new(Seats::new(listen::MOST_CONNECTIONS, per_network)),
        trusted_proxies: settings.trusted_proxies.clone().into(),
        header_patience: listen::HEADER_PATIENCE,
    }
}

/// The first signal asks, the second insists.
fn end_on_signal(stop: CancellationToken) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if stop.is_cancelled() {
                std::process::exit(130);
            }
            tracing::info!("stopping");
            stop.cancel();
        }
    });
    Ok(())
}

async fn forget_the_quiet(limits: Arc<RateLimits>, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(FORGET_EVERY);
    while tokio::select! { _ = ticks.tick() => true, () = stop.cancelled() => false } {
        limits.forget_the_quiet();
    }
}
