//! Local times as instants, where a calendar means them: a beginning that comes twice is the earlier, an end the later,
//! and what a change of clocks skips is the first instant after it.

use chrono::{LocalResult, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use domain::time::{HOUR, Moment};

/// No change of clocks skips more than a day (Samoa did, in 2011).
const SKIPPED_MOST: i64 = 25 * HOUR;

pub(crate) fn begins(local: NaiveDateTime, zone: Tz) -> Moment {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Moment(at.timestamp_millis()),
        LocalResult::None => after_the_gap(local, zone),
    }
}

pub(crate) fn ends(local: NaiveDateTime, zone: Tz) -> Moment {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => Moment(at.timestamp_millis()),
        LocalResult::None => after_the_gap(local, zone),
    }
}

/// What the wall shows at an instant.
pub(crate) fn wall(at: Moment, zone: Tz) -> NaiveDateTime {
    let utc = Utc.timestamp_millis_opt(at.0).single().unwrap_or_default();
    utc.with_timezone(&zone).naive_local()
}

/// With the offset from before the gap the local time lies behind it; the change itself lies at most a gap earlier.
fn after_the_gap(local: NaiveDateTime, zone: Tz) -> Moment {
    let before = local.checked_sub_signed(TimeDelta::milliseconds(SKIPPED_MOST)).unwrap_or(local);
    let offset = chrono::Offset::fix(&zone.offset_from_utc_datetime(&before)).local_minus_utc();
    let mut late = local.and_utc().timestamp_millis() - i64::from(offset) * 1_000;
    let mut early = late - SKIPPED_MOST;
    while early + 1 < late {
        let middle = early + (late - early) / 2;
        if wall(Moment(middle), zone) < local { early = middle } else { late = middle }
    }
    Moment(late)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;

    fn local(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn moment(text: &str) -> Moment {
        Moment(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn what_is_skipped_is_the_first_instant_after_it() {
        let spring = local(2027, 3, 28, 2, 30);
        assert_eq!(begins(spring, Tz::Europe__Berlin), moment("2027-03-28T01:00:00Z"));
        assert_eq!(ends(spring, Tz::Europe__Berlin), moment("2027-03-28T01:00:00Z"));
        assert_eq!(
            begins(local(2011, 12, 30, 12, 0), Tz::Pacific__Apia),
            moment("2011-12-30T10:00:00Z"),
            "a whole day"
        );
    }

    #[test]
    fn what_comes_twice_begins_early_and_ends_late() {
        let autumn = local(2026, 10, 25, 2, 30);
        assert_eq!(begins(autumn, Tz::Europe__Berlin), moment("2026-10-25T00:30:00Z"));
        assert_eq!(ends(autumn, Tz::Europe__Berlin), moment("2026-10-25T01:30:00Z"));
    }
}
