//! How mail is doing, in the form screens show it.

use domain::time::MINUTE;
use domain::view::letters::MailState;

use super::Settings;
use crate::error::Result;
use crate::mail::outbox::mail_health;
use crate::storage::Read;

pub(crate) fn mail_state(read: &dyn Read, settings: &Settings, now: i64) -> Result<MailState> {
    let health = mail_health(read)?;
    let waited = health.oldest_due.map_or(0, |due| (now - due).max(0) / MINUTE);
    Ok(MailState {
        to_folder: settings.smtp_url.is_none(),
        paused: health.trouble.map(|trouble| trouble.answer),
        queued: health.queued,
        failed: health.failed,
        oldest_minutes: waited.unsigned_abs(),
    })
}
