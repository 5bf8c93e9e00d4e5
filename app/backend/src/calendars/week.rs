//! The hours of a week, as minutes of each day.

use chrono::Weekday;
use domain::english::DaysRead;

/// Minutes of a day.
pub(crate) const DAY_ENDS: u16 = 24 * 60;

/// One interval of a day; its end no longer belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(crate) struct DayHours {
    /// Days from Monday.
    pub day: u8,
    /// Minutes from midnight.
    pub from: u16,
    pub to: u16,
}

/// Why hours are no week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoWeek {
    /// An interval ends before it begins, or beyond its day.
    Backwards,
    Overlapping,
}

/// The hours of every week; intervals of one day do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Weekly(pub Vec<DayHours>);

impl Weekly {
    /// In order.
    pub fn of(mut hours: Vec<DayHours>) -> Result<Self, NoWeek> {
        hours.sort_unstable();
        if hours.iter().any(|one| one.from >= one.to || one.to > DAY_ENDS || one.day > 6) {
            return Err(NoWeek::Backwards);
        }
        let overlap = |pair: &[DayHours]| pair[0].day == pair[1].day && pair[1].from < pair[0].to;
        if hours.windows(2).any(overlap) {
            return Err(NoWeek::Overlapping);
        }
        Ok(Self(hours))
    }

    pub fn of_day(&self, day: Weekday) -> impl Iterator<Item = DayHours> + '_ {
        let day = day.num_days_from_monday() as u8;
        self.0.iter().copied().filter(move |hours| hours.day == day)
    }

    /// Days in a row with the same hours stand together.
    pub fn days_read(&self) -> Vec<DaysRead> {
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let mut days: Vec<DaysRead> = Vec::new();
        for day in 0..7 {
            let hours = self.0.iter().filter(|hours| hours.day == day);
            let hours: Vec<_> = hours.map(|hours| (time(hours.from), time(hours.to))).collect();
            match days.last_mut() {
                Some((_, last, same)) if *same == hours && *last + 1 == day => *last = day,
                _ if hours.is_empty() => {}
                _ => days.push((day, day, hours)),
            }
        }
        days
    }
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(crate) fn day_words(day: u8) -> &'static str {
    DAYS.get(usize::from(day)).copied().unwrap_or_default()
}

/// `mon` to `sun`.
pub(crate) fn day_typed(text: &str) -> Option<u8> {
    DAYS.iter().position(|day| *day == text).map(|day| day as u8)
}

/// `09:00` as minutes; `24:00` is the end of the day.
pub(crate) fn minutes_typed(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY_ENDS).then_some(minutes)
}
