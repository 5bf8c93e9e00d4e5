//! How mail is doing, in the form screens show it.

use domain::permissions::{Action, Actor, Object, Section, permits};
use domain::time::MINUTE;
use domain::view::letters::{MailQueue, MailState};

use crate::error::Result;
use crate::outbox::mail_health;
use crate::settings::Settings;
use crate::storage::Read;

/// Whether mail moves, for everybody who may ask; how much waits, for those alone who administer.
pub(crate) fn mail_state(read: &dyn Read, viewer: &Actor, settings: &Settings, now: i64) -> Result<MailState> {
    let health = mail_health(read)?;
    let waited = health.oldest_due.map_or(0, |due| (now - due).max(0) / MINUTE);
    let queue = MailQueue {
        waiting: health.queued,
        failed: health.failed,
        oldest_minutes: waited.unsigned_abs(),
        set_aside: health.set_aside,
    };
    Ok(MailState {
        to_folder: settings.smtp_url.is_none(),
        refuses_us: health.trouble.as_ref().is_some_and(|trouble| trouble.needs_hands),
        paused: health.trouble.map(|trouble| trouble.answer),
        queue: permits(viewer, Action::Change, Object::Settings(Section::Mail)).then_some(queue),
    })
}
