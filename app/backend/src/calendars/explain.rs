use domain::clock::{Always, Hours, Mark, MarkKind, Terms, ledger};
use domain::time::{Moment, SECOND};

use super::case::{CalendarCase, Case, EventCase, EventKind, Explained, instant};
use super::zoned::Zoned;

/// The ledger of a clock that somebody wrote down, both as JSON: for whoever wants to check a deadline by hand. The
/// error says in words what cannot be read.
pub fn explain(case: &str) -> Result<String, String> {
    let case: Case = serde_json::from_str(case).map_err(|error| format!("this is no case of a clock: {error}"))?;
    let calendars = Calendars::read(&case)?;
    let mut terms = Terms { target: target(case.target_seconds)?, hours: calendars.first() };
    let (first, mut marks, mut last) = (terms, Vec::new(), Moment(i64::MIN));
    for (place, event) in case.events.iter().enumerate() {
        let at = instant(&event.at)?;
        if at < last {
            return Err(format!("the event of {} comes after a later one", event.at));
        }
        last = at;
        if event.kind == EventKind::Target {
            let target = event.target_seconds.map_or(Ok(terms.target), target)?;
            terms = Terms { target, hours: calendars.from(place).unwrap_or(terms.hours) };
        }
        marks.push(Mark { at, kind: kind_of(event, terms, at) });
    }
    let ledger = ledger(first, &marks, instant(&case.now)?).ok_or("the clock has not started by then")?;
    serde_json::to_string_pretty(&Explained::of(&ledger)).map_err(|error| error.to_string())
}

/// The calendar of the case, and those that events bring, each at the place of its event.
struct Calendars {
    first: Option<Zoned>,
    later: Vec<Option<Zoned>>,
}

impl Calendars {
    fn read(case: &Case) -> Result<Self, String> {
        let read = |calendar: &Option<CalendarCase>| calendar.as_ref().map(CalendarCase::read).transpose();
        let later = case.events.iter().map(|event| read(&event.calendar)).collect::<Result<_, _>>()?;
        Ok(Self { first: read(&case.calendar)?, later })
    }

    /// Without a calendar a clock runs around the clock.
    fn first(&self) -> &dyn Hours {
        self.first.as_ref().map_or(&Always, |zoned| zoned)
    }

    fn from(&self, place: usize) -> Option<&dyn Hours> {
        self.later.get(place)?.as_ref().map(|zoned| zoned as &dyn Hours)
    }
}

fn kind_of<'a>(event: &EventCase, terms: Terms<'a>, at: Moment) -> MarkKind<'a> {
    match event.kind {
        EventKind::Start => MarkKind::Start,
        EventKind::Pause => MarkKind::Pause,
        EventKind::Resume => MarkKind::Resume,
        EventKind::Stop => MarkKind::Stop,
        EventKind::Reopen => MarkKind::Reopen,
        EventKind::Target => MarkKind::Target { terms, floor: at },
        EventKind::Cancel => MarkKind::Cancel,
    }
}

fn target(seconds: i64) -> Result<i64, String> {
    let milliseconds = seconds.checked_mul(SECOND).filter(|target| *target > 0);
    milliseconds.ok_or_else(|| "a target is a number of seconds above zero".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    fn due(hours: &[(&str, &str)], off: &str, target_hours: i64, start: &str) -> String {
        let of = |day: &&str| {
            hours
                .iter()
                .map(|(from, to)| format!(r#"{{"day":"{day}","from":"{from}","to":"{to}"}}"#))
                .collect::<Vec<_>>()
        };
        let weekly = WEEK.iter().flat_map(of).collect::<Vec<_>>().join(",");
        let calendar = format!(r#"{{"zone":"Europe/Berlin","weekly":[{weekly}],"holidays":[{off}]}}"#);
        let case = format!(
            r#"{{"calendar":{calendar},"target_seconds":{},"events":[{{"at":"{start}","kind":"start"}}],"now":"{start}"}}"#,
            target_hours * 3_600
        );
        let told: serde_json::Value = serde_json::from_str(&explain(&case).unwrap()).unwrap();
        told["due"].as_str().unwrap().to_owned()
    }

    #[test]
    fn lunch_and_days_off_move_what_is_due_as_a_hand_count_does() {
        let with_lunch = [("09:00", "13:00"), ("14:00", "18:00")];
        assert_eq!(
            due(&with_lunch, "", 8, "2026-11-25T15:00:00Z"),
            "2026-11-26T15:00:00Z",
            "Wednesday 16:00 to Thursday"
        );
        let late = due(&[("09:00", "21:00")], r#""2026-11-11","2026-11-13""#, 48, "2026-11-09T22:00:00Z");
        assert_eq!(late, "2026-11-15T20:00:00Z", "reported at 23:00, two days off");
    }

    #[test]
    fn a_case_that_is_none_is_refused_in_words() {
        for case in ["", "{}", r#"{"target_seconds":0,"events":[],"now":"2026-01-01T00:00:00Z"}"#] {
            assert!(!explain(case).unwrap_err().is_empty());
        }
    }
}
