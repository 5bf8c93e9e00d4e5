//! A stored calendar. Two are there from the first day, without a record until somebody changes them.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use domain::clock::{Always, Hours, Span};
use domain::ids::CalendarId;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::week::{DayHours, Weekly};
use super::zoned::{WeekFrom, Zoned, whole_day};
use crate::error::Result;
use crate::local_time::{begins, ends};
use crate::settings::Settings;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};
use crate::time_text;

/// Monday to Friday, 09:00 to 17:00, where the organisation is.
pub const OFFICE_HOURS: CalendarId = CalendarId(1);
/// Every hour of the year.
pub const AROUND_THE_CLOCK: CalendarId = CalendarId(2);
/// Most former states of a calendar that are kept.
const FORMER_MOST: usize = 200;
/// Most calendars of a desk.
pub(crate) const CALENDARS_MOST: usize = 50;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarRecord {
    pub id: CalendarId,
    pub name: String,
    /// An IANA zone; `None` is the organisation's.
    pub zone: Option<String>,
    /// Its hours do not matter: it is always open, days off too.
    pub always: bool,
    /// The weeks it has had, by the day from which each holds; the first holds for all time before.
    pub(crate) weeks: Vec<StoredWeek>,
    pub off: Vec<DayOff>,
    /// As it was until somebody changed it, the oldest first: by these is judged what had stopped by then.
    #[serde(default)]
    pub(crate) former: Vec<Former>,
    #[serde(default)]
    pub stamps: Stamps,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Former {
    until: i64,
    zone: String,
    weeks: Vec<StoredWeek>,
    off: Vec<DayOff>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredWeek {
    /// `2026-12-24`; nothing in the first.
    pub from: Option<String>,
    pub weekly: Weekly,
}

/// A holiday or a closure, as local times: `2026-12-25` is a whole day, `2026-12-24T12:00` to `2026-12-24T17:00` a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayOff {
    pub from: String,
    /// The last whole day, or the end of the part.
    pub to: String,
    pub name: String,
}

impl Record for CalendarRecord {
    const TABLE: Table = Table::Calendars;
    const VERSION: u8 = 1;
}

impl CalendarRecord {
    pub fn find(read: &dyn Read, id: CalendarId) -> Result<Option<Self>> {
        let stored = storage::load(read, &id.0.to_be_bytes())?;
        Ok(stored.or_else(|| Self::ready_made(id)))
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// The ready-made ones first, then by name.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let rows = read.scan(Table::Calendars, &[], &[], Order::Ascending, CALENDARS_MOST)?;
        let mut all = rows.iter().map(|(_, value)| storage::decode::<Self>(value)).collect::<Result<Vec<_>>>()?;
        let missing = [OFFICE_HOURS, AROUND_THE_CLOCK].into_iter().filter(|id| !all.iter().any(|has| has.id == *id));
        let missing: Vec<_> = missing.filter_map(Self::ready_made).collect();
        all.extend(missing);
        all.sort_by_cached_key(|calendar| {
            (calendar.id > AROUND_THE_CLOCK, calendar.id.min(CalendarId(3)), calendar.name.to_lowercase())
        });
        Ok(all)
    }

    /// Before anything was typed.
    pub(crate) fn blank(id: CalendarId) -> Self {
        let weeks = vec![StoredWeek { from: None, weekly: Weekly::office() }];
        let (name, zone, off) = (String::new(), None, Vec::new());
        let (former, stamps) = (Vec::new(), Stamps::default());
        Self { id, name, zone, always: false, weeks, off, former, stamps }
    }

    pub(super) fn ready_made(id: CalendarId) -> Option<Self> {
        let (name, always) = match id {
            OFFICE_HOURS => ("Office hours", false),
            AROUND_THE_CLOCK => ("Around the clock", true),
            _ => return None,
        };
        let weekly = if always { Weekly::default() } else { Weekly::office() };
        let weeks = vec![StoredWeek { from: None, weekly }];
        let (zone, off, former, stamps) = (None, Vec::new(), Vec::new(), Stamps::default());
        Some(Self { id, name: name.to_owned(), zone, always, weeks, off, former, stamps })
    }

    /// The week that holds on a day.
    pub(crate) fn week_on(&self, day: NaiveDate) -> Weekly {
        let begun = |week: &&StoredWeek| week.from.as_deref().and_then(date).is_none_or(|from| from <= day);
        self.weeks.iter().rev().find(begun).map(|week| week.weekly.clone()).unwrap_or_default()
    }
}

impl CalendarRecord {
    /// Keeps how it was until now. `zone` is the organisation's until now.
    pub(crate) fn keep_former(&mut self, before: &Self, zone: &str, now: i64) {
        let zone = before.zone.clone().unwrap_or_else(|| zone.to_owned());
        self.former.push(Former { until: now, zone, weeks: before.weeks.clone(), off: before.off.clone() });
        let over = self.former.len().saturating_sub(FORMER_MOST);
        self.former.drain(..over);
    }

    /// As it is known now.
    pub(crate) fn as_it_is(&self, settings: &Settings) -> Expanded {
        let zone = self.zone.as_deref().unwrap_or(&settings.zone);
        if self.always { Expanded::Always(Always) } else { Expanded::zoned(zone, &self.weeks, &self.off) }
    }

    /// Each way it was known, with the instant until which; the last holds for good.
    pub(super) fn expanded(&self, settings: &Settings) -> Vec<(Moment, Expanded)> {
        let former =
            self.former.iter().map(|was| (Moment(was.until), Expanded::zoned(&was.zone, &was.weeks, &was.off)));
        former.chain([(Moment(i64::MAX), self.as_it_is(settings))]).collect()
    }
}

/// A calendar where its zone is.
#[derive(Debug)]
pub(crate) enum Expanded {
    Always(Always),
    Zoned(Zoned),
}

impl Expanded {
    fn zoned(zone: &str, weeks: &[StoredWeek], off: &[DayOff]) -> Self {
        let zone = time_text::zone(zone);
        let weeks = weeks.iter().map(|week| WeekFrom {
            from: week.from.as_deref().and_then(date).unwrap_or(NaiveDate::MIN),
            weekly: week.weekly.clone(),
        });
        let off = off.iter().filter_map(|off| off.span(zone)).collect();
        Self::Zoned(Zoned::new(zone, weeks.collect(), off))
    }
}

impl Hours for Expanded {
    fn open_after(&self, at: Moment) -> Option<Span> {
        match self {
            Self::Always(always) => always.open_after(at),
            Self::Zoned(zoned) => zoned.open_after(at),
        }
    }
}

impl DayOff {
    /// `None` for what is no day off: such is refused where it is typed.
    pub(crate) fn span(&self, zone: Tz) -> Option<Span> {
        let from =
            date(&self.from).map(|day| whole_day(day, zone).from).or_else(|| Some(begins(local(&self.from)?, zone)));
        let to = date(&self.to).map(|day| whole_day(day, zone).to).or_else(|| Some(ends(local(&self.to)?, zone)));
        let span = Span { from: from?, to: to? };
        (span.from < span.to).then_some(span)
    }
}

impl Weekly {
    /// Monday to Friday, 09:00 to 17:00.
    fn office() -> Self {
        Self((0..5).map(|day| DayHours { day, from: 9 * 60, to: 17 * 60 }).collect())
    }
}

/// `2026-12-25`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// `2026-12-24T12:00`.
fn local(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M").ok()
}
