//! On which day a rule falls in a year.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::Rule::{Easter, KingsDay, Last, Nth, On};
use super::{COUNTRIES, Country, Moves, Rule};

impl Country {
    pub fn of(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// Whose clocks those are; nothing for a zone of a country that is not here.
    pub fn of_zone(zone: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.zones.contains(&zone))
    }

    /// The days of a year off, in their order. One that moves from its first day may lie at the end of the year before.
    pub fn holidays(&self, year: i32) -> Vec<(NaiveDate, &'static str)> {
        let dated = self.days.iter().filter_map(|(name, rule)| Some((rule.day(year)?, *name)));
        let mut days: Vec<_> = dated.collect();
        let all: Vec<_> = days.iter().map(|(day, _)| *day).collect();
        let mut taken = all.clone();
        for (day, _) in days.iter_mut().filter(|(day, _)| is_weekend(*day)) {
            *day = match self.moves {
                Moves::Never => *day,
                Moves::Nearest if day.weekday() == Weekday::Sat => *day - Days::new(1),
                Moves::Nearest => *day + Days::new(1),
                Moves::On => next_free(*day, &taken),
            };
            taken.push(*day);
        }
        days.sort_unstable();
        days
    }
}

impl Rule {
    fn day(self, year: i32) -> Option<NaiveDate> {
        match self {
            On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Easter(after) => easter(year)?.checked_add_signed(chrono::TimeDelta::days(after)),
            Nth(nth, weekday, month) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
            Last(weekday, month) => (4..=5).rev().find_map(|nth| Nth(nth, weekday, month).day(year)),
            KingsDay => {
                let day = NaiveDate::from_ymd_opt(year, 4, 27)?;
                Some(if day.weekday() == Weekday::Sun { day - Days::new(1) } else { day })
            }
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn next_free(day: NaiveDate, taken: &[NaiveDate]) -> NaiveDate {
    day.iter_days().find(|day| !is_weekend(*day) && !taken.contains(day)).unwrap_or(day)
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
