//! `sitrep demo`: a month of a small organisation in a throw-away folder, which is gone when the demonstration ends,
//! or in one that is kept. Nothing leaves the machine. `--advance` moves the time of one that runs.

mod advance;
mod place;

use std::net::IpAddr;

use backend::storage::{self, Storage};
use backend::{Backend, Clock, demo};

use super::serve::{asked_to_stop, on_workers, serve, stay_through_other_signals};
use crate::command_line::DemoFlags;
use crate::settings::{Listen, Settings};
use crate::{data_folder, logging};
use place::Place;

pub fn run(mut settings: Settings, flags: &DemoFlags) -> anyhow::Result<()> {
    // A relay or an address of the real house has no place in a demonstration.
    settings.smtp_url = None;
    settings.public_url = None;
    if let Some(milliseconds) = flags.advance {
        return advance::run(settings, flags.data.as_deref(), milliseconds);
    }
    on_workers(settings.workers, async move {
        let asked = asked_to_stop()?;
        let place = Place::of(flags.data.as_deref())?;
        place.folder().clone_into(&mut settings.data);
        let opened = tokio::select! {
            opened = opened(&settings, &place, flags.empty) => opened?,
            () = asked => return Ok(()),
        };
        stay_through_other_signals()?;
        // Only now: sixty reports of last month are no news.
        logging::start(&settings).map_err(anyhow::Error::msg)?;
        for person in demo::sign_ins(&opened)? {
            println!("sign in: {:<13}  {:<28}  {}", person.role, person.email, person.password);
        }
        println!("letters: {}", opened.mail_folder());
        println!("move its time on: sitrep demo{} --advance 3h", place.flag());
        serve(settings, opened).await
    })
}

/// The demonstration that is there already, or a new one.
async fn opened(settings: &Settings, place: &Place, empty: bool) -> anyhow::Result<Backend> {
    if place.is_new() {
        fill(settings, empty).await?;
    }
    let desk = desk(settings, Clock::System)?;
    anyhow::ensure!(
        demo::is_one(&desk)?,
        "{} holds a desk that is no demonstration, or one whose month was not played to its end; name another folder",
        settings.data.display()
    );
    Ok(desk)
}

/// A month is played with a clock that is moved by hand, on a desk that is closed afterwards.
async fn fill(settings: &Settings, empty: bool) -> anyhow::Result<()> {
    let (now, address) = (Clock::System.now(), address(&settings.listen));
    let desk = if empty {
        let desk = desk(settings, Clock::System)?;
        demo::fill_with_people(&desk, address).await?;
        desk
    } else {
        println!("playing a month; this takes a moment");
        let clock = Clock::manual(demo::begins_at(now));
        let desk = desk(settings, clock.clone())?;
        demo::fill(&desk, &clock, now, address).await?;
        desk
    };
    Ok(desk.storage().clone().close().await?)
}

/// Where this machine's browser finds it; nobody knows the port yet that the system is still to choose.
fn address(listen: &Listen) -> Option<String> {
    let everywhere = listen.host.parse::<IpAddr>().is_ok_and(|host| host.is_unspecified());
    let host = if everywhere { "127.0.0.1".to_owned() } else { listen.host.clone() };
    let here = Listen { host, port: listen.port };
    (listen.port != 0).then(|| format!("http://{here}"))
}

fn desk(settings: &Settings, clock: Clock) -> anyhow::Result<Backend> {
    let cache_bytes = settings.cache_mb * 1024 * 1024;
    let storage = Storage::open(&settings.data, storage::Options { cache_bytes }, clock)?;
    Ok(Backend::new(storage, data_folder::options(settings))?)
}
