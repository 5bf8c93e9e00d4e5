use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use domain::clock::Span;

use crate::local_time::begins;

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

    /// From its first instant to that of the next.
    pub fn span(self, zone: Tz) -> Span {
        let first = |day: NaiveDate| begins(day.and_time(NaiveTime::MIN), zone);
        Span { from: first(self.0), to: first(self.next().0) }
    }

    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_reads_as_people_write_it_and_nothing_else_does() {
        assert_eq!(Month::typed("2026-12").map(Month::next), Month::typed("2027-01"));
        assert!(Month::typed("2026-03").is_some());
        for typed in ["", "2026", "2026-13", "2026-00", "26-03", "2026-3", "2026-03-01", "+026-03", "1969-12", "march"]
        {
            assert_eq!(Month::typed(typed), None, "{typed}");
        }
    }
}
