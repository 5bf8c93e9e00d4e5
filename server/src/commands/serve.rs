//! `sitrep serve`: opens the house, says where it is, serves until a signal,
//! and closes in the order that loses nothing: no new connections, streams end,
//! answers under way finish, the mail rests, the writer's queue is written.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use backend::Backend;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::listen::{self, Door};
use crate::request::rate_limits::RateLimits;
use crate::router::router;
use crate::seats::{MOST_PER_NETWORK, Seats};
use crate::settings::{Limits, Settings};
use crate::state::AppState;
use crate::{assets, control, data_folder, logging, sd_notify, watchdog};

/// Quiet clients are forgotten this often.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// For a letter that is on the line when the stop comes; its lease outlives us.
const MAIL_REST: Duration = Duration::from_secs(1);

pub fn run(settings: Settings) -> anyhow::Result<()> {
    logging::start(&settings).map_err(anyhow::Error::msg)?;
    on_workers(settings.workers, async move {
        stay_through_other_signals()?;
        let backend = data_folder::open(&settings)?;
        serve(settings, backend).await
    })
}

/// Runs on as many threads as the settings say.
pub fn on_workers<T>(threads: usize, work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()?;
    let done = runtime.block_on(work);
    // Whoever insisted does not wait for what blocks a thread.
    runtime.shutdown_background();
    done
}

/// Somebody wanted no more of it, and what was under way was left.
#[derive(Debug, thiserror::Error)]
#[error("stopped at once")]
pub struct Insisted;

/// Ends at the first signal, and listens from now on; for commands that have something to put away and nothing to
/// finish. A closed terminal ends them as well.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
    })
}

/// Others are told "read your settings again" by these, or "your terminal is closed". A desk that died of them would
/// be an outage made by habit.
pub fn stay_through_other_signals() -> std::io::Result<()> {
    for kind in [SignalKind::hangup(), SignalKind::user_defined1(), SignalKind::user_defined2()] {
        let mut signals = signal(kind)?;
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                tracing::info!(signal = kind.as_raw_value(), "nothing to do: settings are read at the start only");
            }
        });
    }
    Ok(())
}

/// Serves an open desk until a signal comes; a second one leaves what is under way.
pub async fn serve(settings: Settings, backend: Backend) -> anyhow::Result<()> {
    let (stop, insisted) = (CancellationToken::new(), CancellationToken::new());
    end_on_signal(stop.clone(), insisted.clone())?;
    tokio::select! {
        served = serve_until(stop, settings, backend) => served,
        () = insisted.cancelled() => Err(Insisted.into()),
    }
}

async fn serve_until(stop: CancellationToken, settings: Settings, backend: Backend) -> anyhow::Result<()> {
    let listener = listen::bind(&settings.listen).await?;
    let address = listener.local_addr().context("the socket has no address")?;
    let door = door(&settings);
    control::listen(&settings.data, backend.clone(), stop.clone())?;
    let state = AppState::new(backend.clone(), settings, assets::site_assets(), stop.clone());
    tokio::spawn(forget_the_quiet(Arc::clone(&state.rate_limits), stop.clone()));
    let rest = CancellationToken::new();
    let work = tokio::spawn(backend.clone().work(rest.clone().cancelled_owned()));
    let here = format!("http://{}", listen::reachable(address));
    println!("Sitrep listens on {here}");
    tracing::info!("listens on {here}");
    sd_notify::ready();
    tokio::spawn(watchdog::watch(backend.clone(), listen::reachable(address), stop.clone()));
    match backend.set_up_link().await {
        Ok(Some(link)) => {
            let home = state.public_url.get().map_or(here, |url| url.to_string());
            println!("set-up: {home}{link}");
        }
        Ok(None) => {}
        // A disk that takes nothing now may take something at the next start; what there is, is shown.
        Err(error) => tracing::error!("there is no set-up link until the next start: {error}"),
    }
    listen::serve(listener, router(state), door, stop).await;
    rest.cancel();
    at_rest(work).await;
    backend.storage().clone().close().await.context("the database did not close cleanly")?;
    tracing::info!("stopped");
    Ok(())
}

/// How many may enter, by these settings.
pub fn door(settings: &Settings) -> Door {
    let per_network = (settings.limits == Limits::On).then_some(MOST_PER_NETWORK);
    Door {
        seats: Arc::new(Seats::new(listen::descriptors::connections(), per_network)),
        trusted_proxies: settings.trusted_proxies.clone().into(),
        header_patience: listen::HEADER_PATIENCE,
    }
}

async fn at_rest(mut work: JoinHandle<()>) {
    if tokio::time::timeout(MAIL_REST, &mut work).await.is_err() {
        tracing::warn!("a letter was under way at the stop; it will be tried again");
        work.abort();
    }
}

/// The first signal asks, the second insists.
fn end_on_signal(stop: CancellationToken, insisted: CancellationToken) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if stop.is_cancelled() {
                return insisted.cancel();
            }
            tracing::info!("stopping");
            sd_notify::stopping();
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
