use chrono::Datelike as _;
use domain::permissions::{Action, Object, Section};
use domain::time::Moment;
use domain::view::targets::{CalendarRow, HoursPage};

use crate::Backend;
use crate::calendars::CalendarRecord;
use crate::caller::Caller;
use crate::error::Result;
use crate::local_time;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text;

/// When somebody should have looked ahead.
const LAST_MONTH: u32 = 12;

impl Backend {
    pub fn hours_page(&self, caller: &Caller) -> Result<HoursPage> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            caller.may_on(read, Action::Read, Object::Settings(Section::Targets))?;
            let all = CalendarRecord::all(read)?;
            Ok(HoursPage {
                without_next_year: without_next_year(read, &all, now)?,
                calendars: all.iter().map(row).collect(),
            })
        })
    }
}

fn row(record: &CalendarRecord) -> CalendarRow {
    let draft = record.draft();
    CalendarRow {
        id: record.id.to_string(),
        name: draft.name,
        zone: draft.zone,
        always: record.always,
        hours: draft.hours,
        hours_from: Some(draft.hours_from).filter(|from| !from.is_empty()),
        days_off: record.off.len() as u64,
        off: draft.off,
        revision: record.stamps.revision(),
    }
}

/// Every page asks, so the calendars are read in the last month only.
pub(in crate::desk) fn lacks_next_year(read: &dyn Read, now: Moment) -> Result<bool> {
    let zone = time_text::zone(&Settings::stored(read)?.zone);
    if local_time::wall(now, zone).month() != LAST_MONTH {
        return Ok(false);
    }
    Ok(!without_next_year(read, &CalendarRecord::all(read)?, now)?.is_empty())
}

/// In December, the calendars that have days off this year and none in the next: nobody has looked ahead.
pub(crate) fn without_next_year(read: &dyn Read, all: &[CalendarRecord], now: Moment) -> Result<Vec<String>> {
    let zone = time_text::zone(&Settings::stored(read)?.zone);
    let today = local_time::wall(now, zone).date();
    let (this, next) = (format!("{}-", today.year()), format!("{}-", today.year() + 1));
    let has = |calendar: &CalendarRecord, year: &str| calendar.off.iter().any(|off| off.from.starts_with(year));
    let stale =
        |calendar: &&CalendarRecord| today.month() == LAST_MONTH && has(calendar, &this) && !has(calendar, &next);
    Ok(all.iter().filter(stale).map(|calendar| calendar.name.clone()).collect())
}
