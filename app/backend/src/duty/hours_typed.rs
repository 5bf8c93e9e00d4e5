//! Hours of a week as people write them, one line each: `mon-fri 09:00-17:00`, and a night as `fri 17:00-09:00`.

use crate::calendars::{DAY_ENDS, DayHours, Weekly, day_typed, minutes_typed};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// More lines than that are no hours of a week.
const LINES_MOST: usize = 100;

/// `Some(None)` where nothing is written: always. `None` for what is no week.
pub(super) fn parse(typed: &str) -> Option<Option<Weekly>> {
    let lines: Vec<_> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Some(None);
    }
    if lines.len() > LINES_MOST {
        return None;
    }
    let mut hours = Vec::new();
    for line in lines {
        hours.extend(of_line(&line.to_lowercase())?);
    }
    Weekly::of(hours).ok().map(Some)
}

fn of_line(line: &str) -> Option<Vec<DayHours>> {
    let (days, times) = line.rsplit_once(char::is_whitespace)?;
    let (from, to) = times.split_once('-')?;
    let (from, to) = (minutes_typed(from)?, minutes_typed(to)?);
    if from == DAY_ENDS || from == to {
        return None;
    }
    let mut hours = Vec::new();
    for day in days.split([',', ' ']).filter(|day| !day.is_empty()) {
        for day in days_of(day)? {
            if from < to {
                hours.push(DayHours { day, from, to });
                continue;
            }
            // Over midnight.
            hours.push(DayHours { day, from, to: DAY_ENDS });
            if to > 0 {
                hours.push(DayHours { day: (day + 1) % 7, from: 0, to });
            }
        }
    }
    (!hours.is_empty()).then_some(hours)
}

/// `mon`, or `fri-mon` over the end of the week.
fn days_of(typed: &str) -> Option<Vec<u8>> {
    let (first, last) = typed.split_once('-').unwrap_or((typed, typed));
    let (first, last) = (day_typed(first)?, day_typed(last)?);
    let long = (last + 7 - first) % 7;
    Some((0..=long).map(|ahead| (first + ahead) % 7).collect())
}

/// As it can be typed again; days that have the same hours stand in one line.
pub(super) fn written(hours: Option<&Weekly>) -> String {
    let mut lines: Vec<(u16, u16, Vec<&str>)> = Vec::new();
    for one in hours.iter().flat_map(|weekly| &weekly.0) {
        let day = DAYS.get(usize::from(one.day)).copied().unwrap_or_default();
        match lines.iter_mut().find(|(from, to, _)| (*from, *to) == (one.from, one.to)) {
            Some((_, _, days)) => days.push(day),
            None => lines.push((one.from, one.to, vec![day])),
        }
    }
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let line = |(from, to, days): (u16, u16, Vec<&str>)| format!("{} {}-{}", days.join(" "), time(from), time(to));
    lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(typed: &str) -> Option<String> {
        parse(typed).map(|hours| written(hours.as_ref()))
    }

    #[test]
    fn hours_are_written_as_they_are_typed() {
        assert_eq!(again(" \n"), Some(String::new()));
        assert_eq!(again("Mon-Fri 09:00-17:00").as_deref(), Some("mon tue wed thu fri 09:00-17:00"));
        assert_eq!(
            again("sat-sun 00:00-24:00\nmon, wed 08:00-12:00").as_deref(),
            Some("mon wed 08:00-12:00\nsat sun 00:00-24:00")
        );
        assert_eq!(again("sun 17:00-09:00").as_deref(), Some("mon 00:00-09:00\nsun 17:00-24:00"), "a night");
        let typed = again("fri-mon 17:00-00:00").unwrap();
        assert_eq!(again(&typed), Some(typed.clone()));
        for wrong in [
            "mon",
            "09:00-17:00",
            "mon 9-17",
            "mon 09:00-09:00",
            "day 09:00-17:00",
            "mon 24:00-24:00",
            "mon mon 09:00-17:00",
        ] {
            assert_eq!(again(wrong), None, "{wrong}");
        }
    }
}
