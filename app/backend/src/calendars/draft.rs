//! A calendar as somebody typed it. Hours stand one to a line, `mon-fri 09:00-17:00`; days off as well,
//! `2026-12-25 Christmas Day`, `2026-12-24 12:00-17:00 Christmas Eve` or `2026-12-28..2026-12-31 Closed`. A calendar file
//! (`.ics`) pasted there is read for its days.

use chrono::Datelike as _;
use domain::field::{Fields, Problem};
use domain::text::Name;

use super::ics;
use super::record::{CalendarRecord, DayOff, StoredWeek, date};
use super::week::{DayHours, NoWeek, Weekly, day_typed, day_words, minutes_typed};
use crate::time_text;

/// Most days off of a calendar, some for each of several years.
pub(crate) const OFF_MOST: usize = 500;
/// Bytes of a calendar file that somebody pastes.
const FILE_MOST: usize = 500_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarDraft {
    pub name: String,
    /// Empty: the organisation's.
    pub zone: String,
    pub hours: String,
    /// A day from which the hours hold, where others hold until then; empty: they replace the last ones.
    pub hours_from: String,
    pub off: String,
}

impl CalendarDraft {
    /// Name and content of each field, under which its changes are kept.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 5] {
        let Self { name, zone, hours, hours_from, off } = self;
        [("name", name), ("zone", zone), ("hours", hours), ("hours_from", hours_from), ("off", off)]
    }

    /// The record with what was typed in the place of what it says, or everything that is wrong with it.
    pub(crate) fn parse(&self, record: &CalendarRecord) -> Result<CalendarRecord, domain::Refusal> {
        let mut fields = Fields::default();
        let mut changed = record.clone();
        if let Some(name) = fields.take(Name::parse("name", &self.name)) {
            changed.name = name.into_string();
        }
        match self.zone.trim() {
            "" => changed.zone = None,
            zone if time_text::is_zone(zone) => changed.zone = Some(zone.to_owned()),
            _ => fields.refuse("zone", Problem::Malformed),
        }
        if !record.always {
            self.hours(&mut fields, &mut changed);
            match days_off(&self.off) {
                Ok(off) => changed.off = off,
                Err(problem) => fields.refuse("off", problem),
            }
        }
        fields.finish()?;
        Ok(changed)
    }

    fn hours(&self, fields: &mut Fields, changed: &mut CalendarRecord) {
        let weekly = match hours(&self.hours) {
            Ok(weekly) => weekly,
            Err(problem) => return fields.refuse("hours", problem),
        };
        let from = self.hours_from.trim();
        let begins = date(from);
        if !from.is_empty() && begins.is_none_or(|day| !(2000..=2100).contains(&day.year())) {
            return fields.refuse("hours_from", Problem::Malformed);
        }
        let last = changed.weeks.last().and_then(|week| week.from.as_deref()).and_then(date);
        if let (Some(begins), Some(last)) = (begins, last)
            && begins < last
        {
            return fields.refuse("hours_from", Problem::InThePast);
        }
        if begins.is_some() && begins != last {
            if changed.weeks.last().is_none_or(|week| week.weekly != weekly) {
                changed.weeks.push(StoredWeek { from: Some(from.to_owned()), weekly });
            }
        } else if let Some(week) = changed.weeks.last_mut() {
            week.weekly = weekly;
        }
    }
}

impl CalendarRecord {
    /// As its form shows it.
    pub fn draft(&self) -> CalendarDraft {
        let last = self.weeks.last();
        CalendarDraft {
            name: self.name.clone(),
            zone: self.zone.clone().unwrap_or_default(),
            hours: last.map(|week| hours_words(&week.weekly)).unwrap_or_default(),
            hours_from: last.and_then(|week| week.from.clone()).unwrap_or_default(),
            off: self.off.iter().map(off_words).collect::<Vec<_>>().join("\n"),
        }
    }
}

fn hours(typed: &str) -> Result<Weekly, Problem> {
    let mut hours = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = || Problem::Lines { first: line.to_owned(), more: 0 };
        let (days, times) = line.split_once(' ').ok_or_else(wrong)?;
        let (from, to) = span(times.trim()).ok_or_else(wrong)?;
        for day in days_typed(&days.to_lowercase()).ok_or_else(wrong)? {
            hours.push(DayHours { day, from, to });
        }
    }
    if hours.is_empty() {
        return Err(Problem::Missing);
    }
    Weekly::of(hours).map_err(|fault| match fault {
        NoWeek::Backwards => Problem::Malformed,
        NoWeek::Overlapping => Problem::Overlapping,
    })
}

/// `mon`, `mon-fri` or `mon,wed,fri`.
fn days_typed(typed: &str) -> Option<Vec<u8>> {
    let mut days = Vec::new();
    for part in typed.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day_typed(first.trim())?, day_typed(last.trim())?);
        days.extend(first..=last);
    }
    (!days.is_empty()).then_some(days)
}

/// `09:00-17:00`.
fn span(typed: &str) -> Option<(u16, u16)> {
    let (from, to) = typed.split_once(['-', '\u{2013}'])?;
    let (from, to) = (minutes_typed(from)?, minutes_typed(to)?);
    (from < to).then_some((from, to))
}

fn days_off(typed: &str) -> Result<Vec<DayOff>, Problem> {
    if typed.len() > FILE_MOST {
        return Err(Problem::TooLong { most: FILE_MOST, now: typed.len() });
    }
    let mut off = if let Some(at) = typed.find("BEGIN:VCALENDAR") {
        let mut days = lines_off(&typed[..at])?;
        days.extend(ics::days_off(&typed[at..]).ok_or(Problem::Malformed)?);
        days
    } else {
        lines_off(typed)?
    };
    off.sort();
    off.dedup_by(|one, other| (&one.from, &one.to) == (&other.from, &other.to));
    if off.len() > OFF_MOST { Err(Problem::TooMany { most: OFF_MOST, now: off.len() }) } else { Ok(off) }
}

fn lines_off(typed: &str) -> Result<Vec<DayOff>, Problem> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| day_off(line).ok_or_else(|| Problem::Lines { first: line.to_owned(), more: 0 })).collect()
}

fn day_off(line: &str) -> Option<DayOff> {
    let (day, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (first, last) = day.split_once("..").unwrap_or((day, day));
    let (first, last) = (date(first)?, date(last)?);
    let rest = rest.trim();
    let (times, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let part = span(times).filter(|_| first == last);
    let written = |minutes: u16| format!("{first}T{:02}:{:02}", minutes / 60, minutes % 60);
    let off = match part {
        // The end of a day is the last minute that can be written.
        Some((from, to)) => {
            DayOff { from: written(from), to: written(to.min(24 * 60 - 1)), name: name.trim().to_owned() }
        }
        None => DayOff { from: first.to_string(), to: last.to_string(), name: rest.to_owned() },
    };
    (first <= last && off.name.len() <= 200).then_some(off)
}

fn off_words(off: &DayOff) -> String {
    let when = match (off.from.split_once('T'), off.to.split_once('T')) {
        (Some((day, from)), Some((_, to))) => format!("{day} {from}-{to}"),
        _ if off.from == off.to => off.from.clone(),
        _ => format!("{}..{}", off.from, off.to),
    };
    format!("{when} {}", off.name).trim_end().to_owned()
}

/// Days with the same hours stand in one line.
pub(crate) fn hours_words(weekly: &Weekly) -> String {
    let lines = weekly.days_read();
    let said = lines.iter().flat_map(|(first, last, hours)| {
        let days = if first == last {
            day_words(*first).to_owned()
        } else {
            format!("{}-{}", day_words(*first), day_words(*last))
        };
        hours.iter().map(move |(from, to)| format!("{days} {from}-{to}"))
    });
    said.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::record::OFFICE_HOURS;
    use super::*;

    fn office() -> CalendarRecord {
        CalendarRecord::ready_made(OFFICE_HOURS).unwrap()
    }

    #[test]
    fn what_a_form_shows_can_be_typed_back_and_changes_nothing() {
        let shown = office().draft();
        assert_eq!(shown.hours, "mon-fri 09:00-17:00");
        assert_eq!(shown.parse(&office()).unwrap(), office());
        let typed = CalendarDraft {
            hours: "mon-thu 08:00-12:00\nmon-thu 13:00-17:00\nfri 08:00-14:00\nsun 00:00-24:00".to_owned(),
            off: "2026-12-25 Christmas Day\n2026-12-24 12:00-17:00 Christmas Eve\n2026-12-28..2026-12-31".to_owned(),
            ..shown
        };
        let record = typed.parse(&office()).unwrap();
        let again = record.draft();
        assert_eq!(again.hours, typed.hours);
        assert_eq!(again.off, "2026-12-24 12:00-17:00 Christmas Eve\n2026-12-25 Christmas Day\n2026-12-28..2026-12-31");
        assert_eq!(again.parse(&record).unwrap(), record);
    }

    #[test]
    fn hours_from_a_day_on_leave_those_before_as_they_were() {
        let draft =
            CalendarDraft { hours: "mon-fri 10:00-16:00".into(), hours_from: "2027-01-01".into(), ..office().draft() };
        let record = draft.parse(&office()).unwrap();
        assert_eq!(record.week_on(date("2026-12-31").unwrap()), office().weeks[0].weekly);
        assert_eq!(hours_words(&record.week_on(date("2027-01-01").unwrap())), "mon-fri 10:00-16:00");
        let earlier = CalendarDraft { hours_from: "2026-06-01".into(), ..draft };
        assert!(earlier.parse(&record).is_err(), "what has been is not written anew");
    }

    #[test]
    fn what_is_no_calendar_is_refused_beside_its_field() {
        let office = office();
        let refused = |draft: CalendarDraft| match draft.parse(&office) {
            Err(domain::Refusal::Fields(errors)) => errors.into_iter().map(|error| error.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let with = |hours: &str| CalendarDraft { hours: hours.to_owned(), ..office.draft() };
        for hours in [
            "",
            "mon",
            "mon 17:00-09:00",
            "mon 09:00-12:00\nmon 11:00-13:00",
            "xyz 09:00-10:00",
            "mon 9-17",
            "mon 22:00-06:00",
        ] {
            assert_eq!(refused(with(hours)), ["hours"], "{hours}");
        }
        for off in ["soon", "2026-02-30", "2026-12-31..2026-12-01", "BEGIN:VCALENDAR", &"x".repeat(10_000_000)] {
            assert_eq!(refused(CalendarDraft { off: (*off).to_owned(), ..office.draft() }), ["off"], "{:.30}", off);
        }
        assert_eq!(
            refused(CalendarDraft { zone: "Moon/Base".into(), name: String::new(), ..office.draft() }),
            ["name", "zone"]
        );
    }
}
