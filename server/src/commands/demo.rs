//! `sitrep demo`: a month of a small organisation in a throw-away folder, which
//! is gone when the demonstration ends. Nothing leaves the machine.

use std::net::IpAddr;

use backend::storage::{self, Storage};
use backend::{Backend, Clock, Options, demo};

use super::scratch::Scratch;
use super::serve::{asked_to_stop, on_workers, serve, stay_through_other_signals};
use crate::settings::{Listen, Settings};
use crate::{data_folder, logging};

pub fn run(mut settings: Settings) -> anyhow::Result<()> {
    // A relay or an address of the real house has no place in a demonstration.
    settings.smtp_url = None;
    settings.public_url = None;
    on_workers(settings.workers, async move {
        let asked = asked_to_stop()?;
        let folder = Scratch::new("demo")?;
        folder.path().clone_into(&mut settings.data);
        let played = tokio::select! {
            played = played(&settings) => played?,
            () = asked => return Ok(()),
        };
        stay_through_other_signals()?;
        // Only now: sixty reports of last month are no news.
        logging::start(&settings).map_err(anyhow::Error::msg)?;
        for person in &played.people {
            println!("sign in: {:<13}  {:<28}  {}", person.role, person.email, person.password);
        }
        serve(settings, played.desk).await
    })
}

struct Played {
    desk: Backend,
    people: Vec<demo::SignIn>,
}

/// Plays the month with a clock moved by hand, then opens the folder with the machine's.
async fn played(settings: &Settings) -> anyhow::Result<Played> {
    println!("playing a month; this takes a moment");
    let now = Clock::System.now();
    let clock = Clock::manual(demo::begins_at(now));
    let desk = opened(settings, clock.clone())?;
    let people = demo::fill(&desk, &clock, now, address(&settings.listen)).await?;
    desk.storage().clone().close().await?;
    drop(desk);
    Ok(Played { desk: opened(settings, Clock::System)?, people })
}

/// Where this machine's browser finds it; nobody knows the port yet that the system is still to choose.
fn address(listen: &Listen) -> Option<String> {
    let everywhere = listen.host.parse::<IpAddr>().is_ok_and(|host| host.is_unspecified());
    let host = if everywhere { "127.0.0.1".to_owned() } else { listen.host.clone() };
    let here = Listen { host, port: listen.port };
    (listen.port != 0).then(|| format!("http://{here}"))
}

fn opened(settings: &Settings, clock: Clock) -> anyhow::Result<Backend> {
    let cache_bytes = settings.cache_mb * 1024 * 1024;
    let storage = Storage::open(&settings.data, storage::Options { cache_bytes }, clock)?;
    Ok(Backend::new(storage, Options { demo: true, ..data_folder::options(settings) })?)
}
