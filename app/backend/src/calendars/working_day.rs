//! When the working day of somebody begins: the first of the office hours of a day, where they are. Days off have none.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::clock::Hours;
use domain::time::Moment;

use super::record::{CalendarRecord, Expanded, OFFICE_HOURS};
use super::zoned::whole_day;
use crate::error::Result;
use crate::local_time::wall;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text;

/// Stretches of work that are looked at for the next beginning of a day.
const LOOKED_AT_MOST: usize = 100;

pub(crate) struct WorkingDay {
    hours: Expanded,
    zone: Tz,
}

impl WorkingDay {
    /// The office hours, meant in their own zone where they have one.
    pub fn of(read: &dyn Read, own_zone: Option<&str>, settings: &Settings) -> Result<Self> {
        let mut calendar =
            CalendarRecord::find(read, OFFICE_HOURS)?.unwrap_or_else(|| CalendarRecord::blank(OFFICE_HOURS));
        if calendar.always {
            // Nobody's day begins at midnight.
            calendar = CalendarRecord { zone: calendar.zone, ..CalendarRecord::blank(OFFICE_HOURS) };
        }
        calendar.zone = own_zone.map(str::to_owned).or(calendar.zone);
        let zone = time_text::zone(calendar.zone.as_deref().unwrap_or(&settings.zone));
        Ok(Self { hours: calendar.as_it_is(settings), zone })
    }

    /// It is a day of work, and its work has begun.
    pub fn has_begun(&self, at: Moment) -> bool {
        self.begins_on(wall(at, self.zone).date()).is_some_and(|begins| begins <= at)
    }

    /// The next beginning after an instant; `None` where there is none any more.
    pub fn next(&self, after: Moment) -> Option<Moment> {
        let mut at = after;
        for _ in 0..LOOKED_AT_MOST {
            let open = self.hours.open_after(at)?;
            let begins = self.begins_on(wall(open.from, self.zone).date());
            if let Some(begins) = begins.filter(|begins| *begins > after) {
                return Some(begins);
            }
            at = open.to;
        }
        None
    }

    /// When that day is over.
    pub fn ends(&self, at: Moment) -> Moment {
        whole_day(wall(at, self.zone).date(), self.zone).to
    }

    /// What began the day before and lasts into this one is no beginning.
    fn begins_on(&self, day: NaiveDate) -> Option<Moment> {
        let day = whole_day(day, self.zone);
        let mut at = day.from;
        for _ in 0..LOOKED_AT_MOST {
            let open = self.hours.open_after(at)?;
            if open.from >= day.from {
                return Some(open.from).filter(|from| *from < day.to);
            }
            at = open.to;
        }
        None
    }
}
