use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use domain::clock::Span;
use domain::time::Moment;

use crate::local_time::{begins, wall};

/// A month of the calendar, as people write it: `2026-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(NaiveDate);

impl Month {
    /// What lies outside of four digits is a slip.
    pub fn typed(text: &str) -> Option<Self> {
        let well = text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| (at == 4) == (byte == b'-'));
        let day = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()?;
        (well && (1970..=9999).contains(&day.year())).then_some(Self(day))
    }

    /// The one in which an instant lies.
    pub fn of(at: Moment, zone: Tz) -> Self {
        let day = wall(at, zone).date();
        Self(day.with_day(1).unwrap_or(day))
    }

    /// From its first instant to that of the next.
    pub fn span(self, zone: Tz) -> Span {
        let first = |day: NaiveDate| begins(day.and_time(NaiveTime::MIN), zone);
        Span { from: first(self.0), to: first(self.next().0) }
    }

    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    pub fn before(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    pub fn written(self) -> String {
        self.0.format("%Y-%m").to_string()
    }

    /// "March 2026".
    pub fn in_words(self) -> String {
        self.0.format("%B %Y").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_as_people_write_it_and_nothing_else_does() {
        assert_eq!(Month::typed("2026-03").map(Month::written).as_deref(), Some("2026-03"));
        assert_eq!(Month::typed("2026-12").map(|month| month.next().in_words()).as_deref(), Some("January 2027"));
        for typed in ["", "2026", "2026-13", "2026-00", "26-03", "2026-3", "2026-03-01", "+026-03", "1969-12", "march"]
        {
            assert_eq!(Month::typed(typed), None, "{typed}");
        }
    }
}
