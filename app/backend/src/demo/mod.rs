//! A month in the life of a small organisation, on a throw-away folder: for a first look, for pictures and for tests.
//!
//! Everything happens through the use cases, at instants before now, with a clock that is moved by hand; so the
//! month replays and verifies like any other.

mod cast;
mod play;
mod script;
mod troubles;

pub use cast::SignIn;

use domain::time::{DAY, Moment};

use crate::error::Result;
use crate::mail::outbox::{Outbox, Route};
use crate::{Backend, Clock};

/// How long the month is.
const MONTH: i64 = 30 * DAY;
/// No letter of the demonstration leaves the machine, so none takes long.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Where the clock of a new demonstration must stand when its folder is opened.
pub fn begins_at(now: i64) -> i64 {
    now - MONTH - DAY
}

/// Plays the month up to `now` on an empty desk whose clock is `clock`; answers who can sign in. Letters carry links
/// to `address`, where the desk will be reached.
pub async fn fill(desk: &Backend, clock: &Clock, now: i64, address: Option<String>) -> Result<Vec<SignIn>> {
    let cast = cast::enter(desk, address).await?;
    let outbox = Outbox::new(desk.clone(), Route::Settings, PATIENCE);
    for scene in script::scenes(Moment(now), MONTH) {
        clock.set(scene.at.0);
        play::play(desk, &cast, &scene).await?;
        outbox.work_off().await?;
        desk.fire_due_timers().await?;
    }
    clock.set(now);
    outbox.work_off().await?;
    desk.fire_due_timers().await?;
    Ok(cast.sign_ins())
}
