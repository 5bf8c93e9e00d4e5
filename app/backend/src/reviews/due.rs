//! Until when a review is due, by the hours of the office: so many working days after, at the end of the last.

use domain::clock::Hours;
use domain::review::DUE_WORKING_DAYS;
use domain::time::{DAY, Moment};

use crate::calendars::{CalendarRecord, OFFICE_HOURS};
use crate::error::Result;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;

pub(super) fn due_after(read: &dyn Read, resolved: Moment) -> Result<Moment> {
    let settings = Settings::stored(read)?;
    let Some(calendar) = CalendarRecord::find(read, OFFICE_HOURS)? else { return Ok(resolved) };
    Ok(working_days_after(resolved, &calendar.as_it_is(&settings), &settings.zone))
}

/// A calendar that never opens again counts every day.
fn working_days_after(from: Moment, hours: &dyn Hours, zone: &str) -> Moment {
    let ends = |at: Moment| {
        let reader = Reader::new(None, zone, at);
        reader.days_back(0).map_or(at.plus(DAY), |(_, ends)| ends)
    };
    let mut at = from;
    for _ in 0..DUE_WORKING_DAYS {
        let tomorrow = ends(at);
        at = hours.open_after(tomorrow).map_or(tomorrow, |open| open.from.max(tomorrow));
    }
    let over = ends(at);
    let mut due = at;
    while let Some(open) = hours.open_after(due).filter(|open| open.from < over) {
        due = open.to.min(over);
        if due == over {
            break;
        }
    }
    due
}
