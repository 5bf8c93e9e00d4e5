//! Instants in words, for a `Reader`, in their zone: `14:20` today, `Mon 14:20` within six days, `23 Nov 14:20` else,
//! with the year when it is another one. Screens name the zone where it is not the organisation's, letters always.
//! Zones are expanded here and nowhere else, and no other way writes an instant for a person.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use domain::time::Moment;
use domain::view::TimeView;

/// 1 January 1000.
const FIRST_SHOWN: i64 = -30_610_224_000_000;
/// 1 January 9000.
const LAST_SHOWN: i64 = 221_845_392_000_000;

/// The zone of that IANA name; UTC for a name nobody knows.
pub(crate) fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

pub fn is_zone(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// The zones people choose from: places, and UTC; not the old names and offsets that mean the same.
pub fn zones() -> Vec<String> {
    const REGIONS: [&str; 10] =
        ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    let is_place =
        |name: &str| name == "UTC" || name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region));
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| is_place(name)).map(str::to_owned).collect()
}

/// Who reads, where and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reader {
    zone: Tz,
    /// The organisation's.
    desk: Tz,
    now: Moment,
}

/// One month of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthDays {
    pub title: String,
    /// The months beside it, as `2026-10`.
    pub before: String,
    pub after: String,
    pub days: Vec<DaySpan>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DaySpan {
    pub name: String,
    pub is_today: bool,
    pub from: Moment,
    pub to: Moment,
}

impl Reader {
    /// `own` is the zone they have chosen, `desk` the organisation's, which holds for everybody else.
    pub fn new(own: Option<&str>, desk: &str, now: Moment) -> Self {
        Self { zone: zone(own.unwrap_or(desk)), desk: zone(desk), now }
    }

    /// For screens.
    pub fn time(self, at: Moment) -> TimeView {
        let local = local(at, self.zone);
        let text = if self.zone == self.desk { self.near(at) } else { self.named(at) };
        TimeView::written(at, text, local.to_rfc3339())
    }

    /// For letters and the command line, which may be read anywhere: always with the zone's name.
    pub fn named(self, at: Moment) -> String {
        let name = local(at, self.zone).format("%Z").to_string();
        // Where a zone has no name of its own the books have only how far it is off.
        let utc = if name.starts_with(['+', '-']) { "UTC" } else { "" };
        format!("{} {utc}{name}", self.near(at))
    }

    /// The same with its day, whichever that is.
    pub fn in_full(self, at: Moment) -> String {
        format!("{} {}", local(at, self.zone).format("%a %-d %b %Y"), Self { now: at, ..self }.named(at))
    }

    /// When they read it.
    pub fn now(self) -> Moment {
        self.now
    }

    /// The name of their zone, in which they type times as well.
    pub fn zone(self) -> &'static str {
        self.zone.name()
    }

    /// What a browser's field of date and time holds for them: `2026-11-23T14:20`.
    pub fn as_typed(self, at: Moment) -> String {
        local(at, self.zone).format("%Y-%m-%dT%H:%M").to_string()
    }

    /// The same read again: the instant that they mean.
    pub fn typed(self, text: &str) -> Option<Moment> {
        typed(text, self.zone)
    }

    /// Beginning and end of a day of the calendar, `2026-11-23`, as they mean it.
    pub fn day(self, text: &str) -> Option<(Moment, Moment)> {
        self.span_of(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?)
    }

    /// The same of the day so many days before today.
    pub fn days_back(self, days: i64) -> Option<(Moment, Moment)> {
        let back = chrono::Duration::try_days(days)?;
        self.span_of(local(self.now, self.zone).date_naive().checked_sub_signed(back)?)
    }

    /// The day alone: `Tue 1 Dec`, with the year when it is another one.
    pub fn day_named(self, at: Moment) -> String {
        let (day, now) = (local(at, self.zone), local(self.now, self.zone));
        day.format(if day.year() == now.year() { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
    }

    /// What a browser's field of a day holds for them: `2026-12-01`.
    pub fn day_typed(self, at: Moment) -> String {
        local(at, self.zone).format("%Y-%m-%d").to_string()
    }

    /// The time of day alone, where the day stands beside it.
    pub fn time_of_day(self, at: Moment) -> String {
        local(at, self.zone).format("%H:%M").to_string()
    }

    /// The days of a month of the calendar, `2026-11`, as they mean it, each with its name; of this one for what is no
    /// month.
    pub fn days_of_month(self, month: &str) -> MonthDays {
        let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok();
        let today = local(self.now, self.zone).date_naive();
        let first = first.filter(|first| (1970..3000).contains(&first.year()));
        let first = first.or_else(|| today.with_day(1)).unwrap_or(today);
        let days = first.iter_days().take_while(|day| day.month() == first.month());
        let days = days.filter_map(|day| {
            let (from, to) = self.span_of(day)?;
            Some(DaySpan { name: day.format("%a %-d").to_string(), is_today: day == today, from, to })
        });
        let beside = |day: Option<NaiveDate>| day.map(|day| day.format("%Y-%m").to_string()).unwrap_or_default();
        MonthDays {
            title: first.format("%B %Y").to_string(),
            before: beside(first.pred_opt()),
            after: beside(first.checked_add_months(chrono::Months::new(1))),
            days: days.collect(),
        }
    }

    fn span_of(self, day: NaiveDate) -> Option<(Moment, Moment)> {
        let begins = |day: NaiveDate| {
            let shown = FIRST_SHOWN..LAST_SHOWN;
            instant(day.and_hms_opt(0, 0, 0)?, self.zone).filter(|at| shown.contains(&at.0))
        };
        Some((begins(day)?, begins(day.succ_opt()?)?))
    }

    fn near(self, at: Moment) -> String {
        text(local(at, self.zone), local(self.now, self.zone))
    }
}

fn text(local: DateTime<Tz>, now: DateTime<Tz>) -> String {
    let days = now.date_naive().signed_duration_since(local.date_naive()).num_days();
    let pattern = match days {
        0 => "%H:%M",
        -6..=6 => "%a %H:%M",
        _ if local.year() == now.year() => "%-d %b %H:%M",
        _ => "%-d %b %Y %H:%M",
    };
    local.format(pattern).to_string()
}

/// The calendar panics beyond its ends; an instant outside these years is shown as their end.
fn local(at: Moment, zone: Tz) -> DateTime<Tz> {
    let within = at.0.clamp(FIRST_SHOWN, LAST_SHOWN);
    Utc.timestamp_millis_opt(within).single().unwrap_or_default().with_timezone(&zone)
}

/// The same local time `days` working days later (Monday to Friday, until calendars exist).
pub fn working_days_later(from: Moment, days: u32, zone: Tz) -> Moment {
    let start = local(from, zone);
    let mut date = start.date_naive();
    let mut left = days;
    while left > 0 {
        let Some(next) = date.succ_opt() else { return from };
        date = next;
        if date.weekday().num_days_from_monday() < 5 {
            left -= 1;
        }
    }
    instant(date.and_time(start.time()), zone).unwrap_or(from)
}

/// The next working day at 09:00.
pub fn next_working_morning(from: Moment, zone: Tz) -> Moment {
    let next = working_days_later(from, 1, zone);
    local(next, zone).date_naive().and_hms_opt(9, 0, 0).and_then(|wanted| instant(wanted, zone)).unwrap_or(next)
}

fn typed(text: &str, zone: Tz) -> Option<Moment> {
    let wanted = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let wanted = wanted.into_iter().find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok())?;
    let shown = FIRST_SHOWN..LAST_SHOWN;
    instant(wanted, zone).filter(|at| shown.contains(&at.0))
}

/// A local time that a change of clocks skips is taken an hour later; one that comes twice, the first time.
fn instant(wanted: NaiveDateTime, zone: Tz) -> Option<Moment> {
    let found = zone
        .from_local_datetime(&wanted)
        .earliest()
        .or_else(|| zone.from_local_datetime(&wanted.checked_add_signed(chrono::Duration::hours(1))?).earliest());
    found.map(|at| Moment(at.timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }

    #[test]
    fn the_nearer_the_shorter() {
        let now = moment("2026-11-23T15:00:00Z");
        let rui = Reader::new(None, "Europe/Lisbon", now);
        let cases = [
            ("2026-11-23T14:20:00Z", "14:20"),
            ("2026-11-20T14:20:00Z", "Fri 14:20"),
            ("2026-11-03T14:20:00Z", "3 Nov 14:20"),
            ("2025-11-03T14:20:00Z", "3 Nov 2025 14:20"),
        ];
        for (at, expected) in cases {
            assert_eq!(rui.time(moment(at)).text, expected);
        }
        assert_eq!(Reader::new(None, "Europe/Berlin", now).named(now), "16:00 CET");
    }

    #[test]
    fn a_zone_is_named_where_it_is_not_the_desks() {
        let now = moment("2026-11-23T15:00:00Z");
        let reads = |own: &str| Reader::new(Some(own), "Europe/Lisbon", now).time(now);
        assert_eq!(reads("Europe/Lisbon").text, "15:00", "chosen, and the same");
        assert_eq!(reads("Europe/Berlin").text, "16:00 CET");
        assert_eq!(reads("America/Lima").text, "10:00 UTC-05");
        assert_eq!(reads("Asia/Kathmandu").text, "20:45 UTC+0545");
        assert_eq!(reads("Moon/Base").text, "15:00 UTC", "a name nobody knows");
        assert_eq!(reads("America/Lima").iso, "2026-11-23T10:00:00-05:00");
        let mara = Reader::new(Some("America/Lima"), "Europe/Lisbon", now);
        assert_eq!(mara.in_full(now), "Mon 23 Nov 2026 10:00 UTC-05");
        assert_eq!(mara.typed("2026-11-23T10:00"), Some(now), "as she reads, so she writes");
    }

    #[test]
    fn what_rui_types_into_a_field_of_time_is_meant_where_the_desk_stands() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(typed("2026-11-23T14:20", berlin), Some(moment("2026-11-23T14:20:00+01:00")));
        assert_eq!(typed("2026-03-29T02:30", berlin), Some(moment("2026-03-29T03:30:00+02:00")), "skipped in spring");
        assert_eq!(typed("soon", berlin), None);
    }

    #[test]
    fn an_instant_beyond_the_calendar_is_written_and_not_a_panic() {
        let now = moment("2026-11-23T15:00:00Z");
        for name in ["Europe/Berlin", "America/Lima", "Pacific/Kiritimati"] {
            for at in [i64::MIN, -8_334_601_228_800_000, 8_210_266_876_799_999, i64::MAX] {
                assert!(!Reader::new(None, name, now).time(Moment(at)).text.is_empty());
                assert!(Reader::new(None, name, Moment(at)).named(now).contains("2026"));
                next_working_morning(Moment(at), zone(name));
            }
            assert_eq!(typed("262142-12-31T23:59", zone(name)), None);
        }
    }

    #[test]
    fn a_promise_made_on_friday_evening_is_for_monday_morning() {
        let berlin = zone("Europe/Berlin");
        let friday = moment("2026-11-27T19:00:00+01:00");
        assert_eq!(next_working_morning(friday, berlin), moment("2026-11-30T09:00:00+01:00"));
    }

    #[test]
    fn five_working_days_from_a_friday_end_on_the_next_friday_at_the_same_local_hour() {
        let berlin = zone("Europe/Berlin");
        let friday_before_the_change = moment("2026-10-23T10:00:00+02:00");
        assert_eq!(working_days_later(friday_before_the_change, 5, berlin), moment("2026-10-30T10:00:00+01:00"));
    }
}
