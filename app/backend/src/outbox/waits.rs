//! What waits because its recipient wishes so: for the letter of each morning, or until their quiet hours are over. It
//! holds and never drops; what was held comes in full, as what the brake holds does.

use chrono::{Days, NaiveTime, Timelike as _};
use domain::audience::RecipientReason;
use domain::classification::Priority;
use domain::time::{MINUTE, Moment};
use domain::wishes::LetterWishes;

use crate::error::Result;
use crate::incidents::find;
use crate::local_time::{begins, wall};
use crate::notices::{NoticeKind, Queued, Recipient};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::zone;

/// When the letter of each morning is due, where its reader is.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).unwrap();

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    Until(i64),
    /// Its morning has come: into one letter with the others.
    Daily,
}

/// `None` for what waits for nobody's wish. `notices` are of one recipient and incident, the oldest first.
pub(super) fn wait(read: &dyn Read, notices: &[Queued], now: i64) -> Result<Option<Wait>> {
    let told = |queued: &Queued| matches!(queued.notice.kind, NoticeKind::Update | NoticeKind::Planned(_));
    let Some(first) = notices.first().map(|queued| &queued.notice) else { return Ok(None) };
    let Recipient::Person(person) = &first.recipient else { return Ok(None) };
    if !notices.iter().all(told) {
        return Ok(None);
    }
    let Some(person) = PersonRecord::find(read, *person)?.filter(|person| !person.wishes.is_plain()) else {
        return Ok(None);
    };
    let desk = Settings::stored(read)?.zone;
    let zone = zone(person.zone.as_deref().unwrap_or(&desk));
    let by_subscription = |reason: &RecipientReason| matches!(reason, RecipientReason::Service(_));
    if person.wishes.daily && notices.iter().all(|queued| queued.notice.reasons.iter().all(by_subscription)) {
        let told = wall(first.at, zone);
        let day = if told.time() < MORNING { told.date() } else { told.date() + Days::new(1) };
        let morning = begins(day.and_time(MORNING), zone).0;
        return Ok(Some(if now < morning { Wait::Until(morning) } else { Wait::Daily }));
    }
    let incident = first.incident.map_or(Ok(None), |incident| find(read, incident))?;
    let priority = incident.and_then(|incident| incident.shown_priority());
    Ok(if priority.is_some_and(|priority| priority <= Priority::P2) {
        None
    } else {
        quiet_until(&person.wishes, now, zone).map(Wait::Until)
    })
}

/// When the hours end in which it is now, if it is.
fn quiet_until(wishes: &LetterWishes, now: i64, zone: chrono_tz::Tz) -> Option<i64> {
    let quiet = wishes.quiet?;
    let here = wall(Moment(now), zone);
    let minute = here.time().hour() * 60 + here.time().minute();
    if !quiet.holds(minute) {
        return None;
    }
    let ends = NaiveTime::from_hms_opt(quiet.to / 60, quiet.to % 60, 0)?;
    let day = if here.time() < ends { here.date() } else { here.date() + Days::new(1) };
    // A change of clocks moves it behind now in any case.
    Some(begins(day.and_time(ends), zone).0.max(now + MINUTE))
}
