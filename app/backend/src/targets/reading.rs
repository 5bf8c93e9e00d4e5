//! When somebody of the team reads what is reported: in the hours of the general targets, and whenever somebody is on
//! duty. All that say so ask here: the report page, receipts, the status page, the poster.

use domain::clock::{Hours, Span};
use domain::locale::Locale;
use domain::time::{DAY, HOUR, Moment};

use super::record::TargetsRecord;
use crate::calendars::{CalendarRecord, Expanded};
use crate::duty;
use crate::error::Result;
use crate::local_time::wall;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::{self, Reader};

/// Reading that ends within this is said to end: what is written meanwhile may have to wait.
const ENDS_SOON: i64 = HOUR;
/// How far ahead turns are looked through.
const LOOKS_AHEAD: i64 = 31 * DAY;
/// What is read so long without a gap is read around the clock.
const WEEK: i64 = 7 * DAY;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// For a while yet.
    Now,
    NowUntil(Moment),
    From(Moment),
    /// Its hours are over for good.
    Never,
}

pub(crate) fn reading(read: &dyn Read, now: Moment) -> Result<Reading> {
    let open = Open::load(read, now)?;
    let ends = open.without_a_gap(now, ENDS_SOON);
    Ok(if ends > now.plus(ENDS_SOON) {
        Reading::Now
    } else if ends > now {
        Reading::NowUntil(ends)
    } else {
        open.after(now).map_or(Reading::Never, |open| Reading::From(open.from))
    })
}

/// In words, with whom to call meanwhile; nothing while it is read at once.
pub(crate) fn when_read(read: &dyn Read, settings: &Settings, reader: Reader) -> Result<Option<String>> {
    let (words, line, time) = (Locale::English, settings.emergency_line(), |at| reader.time(at).text);
    let phone = line.as_deref();
    Ok(match reading(read, reader.now())? {
        Reading::Now => None,
        Reading::NowUntil(until) => Some(words.read_until(&time(until), phone)),
        Reading::From(from) => Some(words.read_from(&time(from), phone)),
        Reading::Never => Some(words.read_some_time(phone)),
    })
}

/// The same for what hangs on a wall: no instant, but the hours of every week; nothing for around the clock.
pub(crate) fn hours_read(read: &dyn Read, settings: &Settings, now: Moment) -> Result<Option<String>> {
    let open = Open::load(read, now)?;
    let Some(calendar) = open.calendar.as_ref().filter(|_| open.without_a_gap(now, WEEK) <= now.plus(WEEK)) else {
        return Ok(None);
    };
    let zone = calendar.zone.as_deref().unwrap_or(&settings.zone);
    let days = calendar.week_on(wall(now, time_text::zone(zone)).date()).days_read();
    let (zone, phone) = (Some(zone).filter(|zone| *zone != settings.zone), settings.emergency_line());
    let words = || Locale::English.read_in_week(&days, zone, !calendar.off.is_empty(), phone.as_deref());
    Ok((!days.is_empty()).then(words))
}

/// When it is read: within the hours, or while somebody is on duty.
struct Open {
    calendar: Option<CalendarRecord>,
    hours: Option<Expanded>,
    on_duty: Vec<Span>,
}

impl Open {
    fn load(read: &dyn Read, now: Moment) -> Result<Self> {
        let calendar = CalendarRecord::find(read, TargetsRecord::load(read)?.calendar)?;
        let settings = Settings::stored(read)?;
        let hours = calendar.as_ref().map(|calendar| calendar.as_it_is(&settings));
        let on_duty = duty::cover(read, Span { from: now, to: now.plus(LOOKS_AHEAD) })?;
        Ok(Self { calendar, hours, on_duty })
    }

    /// The first stretch that ends after an instant.
    fn after(&self, at: Moment) -> Option<Span> {
        let hours = self.hours.as_ref().and_then(|hours| hours.open_after(at));
        let on_duty = self.on_duty.iter().copied().filter(|span| span.to > at);
        on_duty.chain(hours).min_by_key(|span| span.from)
    }

    /// Until when it is open from here on, looked for no farther than that.
    fn without_a_gap(&self, from: Moment, far: i64) -> Moment {
        let mut here = from;
        while here <= from.plus(far) {
            match self.after(here).filter(|open| open.from <= here) {
                Some(open) => here = open.to,
                None => break,
            }
        }
        here
    }
}
