//! The letter of the morning: what it lists is read when it is written, as of the instant it was due.

use domain::ids::IncidentId;
use domain::locale::Locale;

use super::sender::Sender;
use crate::Backend;
use crate::calendars::WorkingDay;
use crate::error::Result;
use crate::incidents::morning;
use crate::letters::{Event, Letter, Opens};
use crate::notices::{Matter, Notice};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::subscriptions::Scope;

/// `None` when there is nothing to say any more, or they want none. With the incidents that it lists.
pub(super) fn about_morning(
    desk: &Backend,
    read: &dyn Read,
    notice: &Notice,
    person: &PersonRecord,
    sender: &Sender,
) -> Result<Option<(Letter, Vec<IncidentId>)>> {
    if person.morning.is_none() || !person.is_active_staff() {
        return Ok(None);
    }
    let day = WorkingDay::of(read, person.zone.as_deref(), &Settings::load(read, &desk.options().fixed)?)?;
    let found = morning(read, person, notice.at, day.ends(notice.at))?;
    if found.groups.is_empty() {
        return Ok(None);
    }
    let letter = Letter {
        about: None,
        events: vec![Event { at: notice.at, matter: Matter::Morning { groups: found.groups } }],
        link: Opens::Offer.at(sender.page("/due")),
        why: vec![Locale::English.asked_for_the_morning().to_owned()],
        answers: false,
        stop: sender.page(&format!("/u/{}", desk.unsubscribe_token(person.id, Scope::Morning))),
    };
    Ok(Some((letter, found.incidents)))
}
