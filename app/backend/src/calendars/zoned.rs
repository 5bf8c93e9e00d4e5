use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use domain::clock::{Hours, Span};
use domain::time::Moment;

use super::week::{DAY_ENDS, DayHours, Weekly};
use crate::local_time::{begins, ends, wall};

/// Days that are looked at for the next stretch, before a calendar counts as one that never opens again.
const DAYS_MOST: u64 = 800;

/// The hours of a week, from a day on.
#[derive(Clone, Debug)]
pub(crate) struct WeekFrom {
    pub from: NaiveDate,
    pub weekly: Weekly,
}

/// A week's hours where a zone has them, without the days off.
#[derive(Clone, Debug)]
pub(crate) struct Zoned {
    zone: Tz,
    /// In order; there is one at least.
    weeks: Vec<WeekFrom>,
    /// In order; they may overlap.
    off: Vec<Span>,
}

impl Zoned {
    pub fn new(zone: Tz, weeks: Vec<WeekFrom>, mut off: Vec<Span>) -> Self {
        off.retain(|span| span.from < span.to);
        off.sort_unstable();
        Self { zone, weeks, off }
    }

    fn opens_on(&self, day: NaiveDate) -> impl Iterator<Item = Span> + '_ {
        let begun = self.weeks.partition_point(|week| week.from <= day).max(1) - 1;
        let hours = self.weeks.get(begun).into_iter().flat_map(move |week| week.weekly.of_day(day.weekday()));
        let whole = hours.map(move |hours| of_day(day, hours, self.zone));
        whole.flat_map(|span| self.without_days_off(span))
    }

    fn without_days_off(&self, open: Span) -> Vec<Span> {
        let (mut left, mut here) = (Vec::new(), open.from);
        for off in self.off.iter().filter(|off| off.to > open.from && off.from < open.to) {
            if off.from > here {
                left.push(Span { from: here, to: off.from });
            }
            here = here.max(off.to);
        }
        if here < open.to {
            left.push(Span { from: here, to: open.to });
        }
        left
    }
}

impl Hours for Zoned {
    fn open_after(&self, at: Moment) -> Option<Span> {
        // What began the day before may last until now.
        let first = wall(at, self.zone).date().pred_opt()?;
        let days = (0..DAYS_MOST).filter_map(|ahead| first.checked_add_days(Days::new(ahead)));
        days.flat_map(|day| self.opens_on(day)).find(|open| open.to > at)
    }
}

/// Those hours of that day.
pub(crate) fn of_day(day: NaiveDate, hours: DayHours, zone: Tz) -> Span {
    Span { from: begins(minute_of(day, hours.from), zone), to: ends(minute_of(day, hours.to), zone) }
}

/// The whole of a day.
pub(crate) fn whole_day(day: NaiveDate, zone: Tz) -> Span {
    of_day(day, DayHours { day: 0, from: 0, to: DAY_ENDS }, zone)
}

fn minute_of(day: NaiveDate, minutes: u16) -> NaiveDateTime {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.checked_add_signed(chrono::TimeDelta::minutes(i64::from(minutes))).unwrap_or(midnight)
}
