//! The durable queue of letters.
//!
//! A change queues notices; the outbox claims what is due, writes one letter per recipient and incident, stores
//! its bytes and sends exactly those until the relay answers for good. At-least-once: a second copy exists only
//! when we died between the final dot and our commit, and it carries the same Message-ID.
//!
//! A letter is a promise made in the change's own transaction; nothing here decides who is told.

#![deny(clippy::wildcard_enum_match_arm)]

mod about_action;
mod about_alert;
mod about_desk;
mod about_morning;
mod about_planned;
mod about_review;
mod answers;
mod brake;
mod browse;
mod check;
mod claim;
mod draft;
mod erase;
mod fit;
pub mod from_before;
mod group;
mod logged;
mod plan;
mod prepare;
mod record;
mod redacted;
mod render;
mod retention;
mod route;
mod sender;
mod settle;
mod tell_failure;
mod test_letter;
#[cfg(test)]
mod tests;
mod thread;
mod trial;
mod unwrite;
mod waits;
mod worker;
mod write_down;

use std::future::Future;
use std::time::Duration;

use tokio::sync::Mutex;

pub use browse::{LetterFilter, LetterPage, MailHealth, letter, list_letters, mail_health};
pub use check::differences;
pub use erase::{erase_in_letter, letters_naming};
pub use record::{Attempt, LetterRecord};
pub use route::Route;
pub(crate) use sender::Sender;
pub(crate) use settle::came_back;
pub use settle::retry;
pub use test_letter::send_test_letter;
pub(crate) use test_letter::{headers_of_test_letter, send_test_letter_as};
pub(crate) use thread::had_letters;
pub(crate) use trial::try_out;

pub use crate::delivery::Lease;

use record::Numbers;
use render::{Order, render};

use crate::Backend;
use crate::error::Result;
use crate::incidents::announce_letters;
use crate::notices::deliveries::Unsent;
use crate::notices::{self, Queued};
use crate::storage::Tx;
use worker::Worker;

/// Letters being sent at once: a slow recipient delays no other.
pub const SENT_AT_ONCE: usize = 4;

/// The one that sends. There is one per data folder.
pub struct Outbox {
    worker: Mutex<Worker>,
}

impl Outbox {
    /// `patience` bounds one delivery, from connect to the last answer.
    pub fn new(desk: Backend, route: Route, patience: Duration) -> Self {
        Self { worker: Mutex::new(Worker::new(desk, route, patience)) }
    }

    /// Sends until `stop` ends; letters under way get a moment to finish, the others wait for the next start.
    pub async fn run(&self, stop: impl Future<Output = ()> + Send) {
        let mut worker = self.worker.lock().await;
        worker.run(stop).await;
    }

    /// Sends all that is due at this instant and comes back; for the command line and tests.
    pub async fn work_off(&self) -> Result<()> {
        let mut worker = self.worker.lock().await;
        worker.work_off().await
    }
}

/// No letter is written to them after all; screens that count its letters hear of it once all are settled.
fn withhold(tx: &mut Tx<'_>, queued: &Queued) -> Result<()> {
    match queued.notice.incident {
        Some(incident) if notices::forget(tx, queued, Unsent::Withheld)? => announce_letters(tx, incident),
        Some(_) => Ok(()),
        None => notices::forget(tx, queued, Unsent::Withheld).map(drop),
    }
}
