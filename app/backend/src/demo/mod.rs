//! A month in the life of a small organisation, on a throw-away folder: for a first look, for pictures and for tests.
//!
//! Everything happens through the use cases, at instants before now, with a clock that is moved by hand; so the
//! month replays and verifies like any other. A demonstration is marked as one for ever; its time may be moved on.

mod advance;
mod cast;
mod clocks;
mod learning;
mod office;
mod open;
mod planned;
mod play;
mod script;
mod troubles;

pub use advance::ADVANCED_MOST;
pub use office::{PASSWORD, STAFF, enter as enter_office};

use domain::time::{DAY, Moment, SECOND, UNDO_WINDOW};

use crate::background::next_due;
use crate::error::Result;
use crate::outbox::{Outbox, Route};
use crate::storage::{Tx, is_demonstration, mark_as_demonstration};
use crate::{Backend, Clock};

/// How long the month is.
const MONTH: i64 = 30 * DAY;
/// No letter of the demonstration leaves the machine, so none takes long.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Somebody who can sign in to the demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub password: &'static str,
}

/// Where the clock of a new demonstration must stand when its folder is opened.
pub fn begins_at(now: i64) -> i64 {
    now - MONTH - DAY
}

/// Plays the month up to `now` on an empty desk whose clock is `clock`; answers who can sign in. Letters carry links
/// to `address`, where the desk will be reached.
pub async fn fill(desk: &Backend, clock: &Clock, now: i64, address: Option<String>) -> Result<Vec<SignIn>> {
    let cast = cast::enter(desk, address).await?;
    clocks::begin(desk, &cast).await?;
    let outbox = Outbox::new(desk.clone(), Route::Settings, PATIENCE);
    for scene in script::scenes(Moment(now), MONTH) {
        pass(desk, clock, &outbox, scene.at.0).await?;
        play::play(desk, &cast, &scene).await?;
    }
    pass(desk, clock, &outbox, now).await?;
    // Last: a month that was not played to its end is none.
    mark(desk).await?;
    Ok(cast::sign_ins())
}

/// Lets the time pass until then, as it would by itself: each timer fires when it is due, and letters leave when nobody
/// can take back any more what they tell of, so that the times in them and on screens agree.
async fn pass(desk: &Backend, clock: &Clock, outbox: &Outbox, until: i64) -> Result<()> {
    loop {
        let ripe = desk.storage().now() + UNDO_WINDOW + SECOND;
        if ripe < until {
            clock.set(ripe);
            outbox.work_off().await?;
        }
        let Some(due) = next_due(desk, desk.storage().now()).filter(|due| *due < until) else { break };
        clock.set(due);
        desk.fire_due_timers().await?;
    }
    clock.set(until);
    outbox.work_off().await?;
    desk.fire_due_timers().await.map(drop)
}

/// The same without a month: the small office, before anything has happened.
pub async fn fill_with_people(desk: &Backend, address: Option<String>) -> Result<Vec<SignIn>> {
    office::enter(desk).await?;
    cast::name_the_house(desk, address).await?;
    mark(desk).await?;
    Ok(STAFF.to_vec())
}

/// Who can sign in to a demonstration that was filled before.
pub fn sign_ins(desk: &Backend) -> Result<Vec<SignIn>> {
    let known = desk.storage().read(|read| crate::people::with_account(read))?;
    let has_account = |one: &SignIn| known.iter().any(|p| p.email.as_ref().is_some_and(|e| e.as_str() == one.email));
    Ok(STAFF.into_iter().chain(cast::sign_ins()).filter(has_account).collect())
}

/// Whether this desk is one.
pub fn is_one(desk: &Backend) -> Result<bool> {
    desk.storage().read(|read| is_demonstration(read))
}

/// From now on every page says that it is made up.
pub async fn mark(desk: &Backend) -> Result<()> {
    let mark = |tx: &mut Tx<'_>| {
        mark_as_demonstration(tx);
        Ok(())
    };
    desk.storage().write(mark).await
}
