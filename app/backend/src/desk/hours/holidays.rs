//! The public holidays of a country, ticked for a calendar: those of this year and the next. What is ticked is a day off
//! like any other from then on.

use chrono::{Datelike as _, NaiveDate};
use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::CalendarId;
use domain::permissions::{Action, Object, Section, Who};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::targets::{HolidayOffer, HolidayRow};

use super::change::store;
use crate::Backend;
use crate::calendars::{COUNTRIES, CalendarRecord, Country, DayOff, OFF_MOST, OFFICE_HOURS};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal;
use crate::local_time;
use crate::people::confirm_password;
use crate::settings::Settings;
use crate::storage::Tx;
use crate::time_text;

const HOURS: Object = Object::Settings(Section::Targets);
/// Years that are offered, from this one on.
const YEARS: i32 = 2;

/// As posted.
#[derive(Clone, Debug, Default)]
pub struct HolidayTicks {
    /// Its code.
    pub country: String,
    /// The first of the years that were shown.
    pub year: String,
    pub days: Vec<String>,
}

impl Backend {
    /// `country` by code; without one that of the calendar's zone.
    pub fn holiday_offer(&self, caller: &Caller, calendar: CalendarId, country: &str) -> Result<HolidayOffer> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            caller.may_on(read, Action::Read, HOURS)?;
            let found = CalendarRecord::find(read, calendar)?.ok_or(Error::NotFound)?;
            let zone = found.zone.clone().unwrap_or(Settings::load(read, &self.options().fixed)?.zone);
            let shown = Country::of(country).or_else(|| Country::of_zone(&zone));
            let year = this_year(&zone, now);
            let days =
                shown.iter().flat_map(|country| (year..year + YEARS).flat_map(|year| rows(country, year, &found)));
            Ok(HolidayOffer {
                countries: COUNTRIES.iter().map(|one| Choice { id: one.code.into(), name: one.name.into() }).collect(),
                country: shown.map(|country| country.code.to_owned()).unwrap_or_default(),
                year,
                days: days.collect(),
            })
        })
    }

    /// Of the days that were shown exactly those ticked are off.
    pub async fn tick_holidays(&self, caller: &Caller, calendar: CalendarId, typed: HolidayTicks) -> Result<()> {
        let caller = caller.clone();
        let tick = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, HOURS)?;
            confirm_password::require(tx, &caller)?;
            let found = CalendarRecord::find(tx, calendar)?.filter(|found| !found.always).ok_or(Error::NotFound)?;
            let zone = found.zone.clone().unwrap_or(Settings::stored(tx)?.zone);
            let shown = typed.shown(this_year(&zone, Moment(tx.now())))?;
            let changed = CalendarRecord { off: ticked(&found, &shown, &typed.days)?, ..found.clone() };
            store(tx, &found, changed, actor.who)?.map_or(Ok(()), |fact| caller.note(tx, &actor, &fact))
        };
        self.storage().write(tick).await
    }
}

/// At set-up: of that country, or of the zone's where none is named; nothing where we know none.
pub(in crate::desk) fn begin_with(tx: &mut Tx<'_>, country: &str, zone: &str, who: Who) -> Result<()> {
    let country = if country.is_empty() { Country::of_zone(zone) } else { Country::of(country) };
    let Some((country, found)) = country.zip(CalendarRecord::find(tx, OFFICE_HOURS)?) else { return Ok(()) };
    let year = this_year(zone, Moment(tx.now()));
    let days = (year..year + YEARS).flat_map(|year| country.holidays(year));
    let off = days.map(|(day, name)| off(day, name)).collect();
    if let Some(fact) = store(tx, &found, CalendarRecord { off, ..found.clone() }, who)? {
        journal::record(tx, who, &fact)?;
    }
    Ok(())
}

impl HolidayTicks {
    fn shown(&self, this_year: i32) -> Result<Vec<(NaiveDate, &'static str)>, Refusal> {
        let mut fields = Fields::default();
        let country = Country::of(&self.country);
        if country.is_none() {
            fields.refuse("country", Problem::Unknown);
        }
        // Who drew the page before New Year posts it after.
        let year = self.year.trim().parse().ok().filter(|year| (this_year - 1..=this_year).contains(year));
        if year.is_none() {
            fields.refuse("day", Problem::Unknown);
        }
        let (Some(country), Some(year)) = (country, year) else { return Err(fields.into_refusal()) };
        let shown: Vec<_> = (year..year + YEARS).flat_map(|year| country.holidays(year)).collect();
        let known = |typed: &String| shown.iter().any(|(day, _)| day.to_string() == *typed);
        if self.days.iter().all(known) { Ok(shown) } else { Err(Refusal::field("day", Problem::Unknown)) }
    }
}

fn ticked(
    found: &CalendarRecord,
    shown: &[(NaiveDate, &'static str)],
    days: &[String],
) -> Result<Vec<DayOff>, Refusal> {
    let mut all = found.off.clone();
    for (day, name) in shown {
        let date = day.to_string();
        if !days.contains(&date) {
            all.retain(|off| (&off.from, &off.to) != (&date, &date));
        } else if !is_off(found, &date) {
            all.push(off(*day, name));
        }
    }
    all.sort();
    let now = all.len();
    if now > OFF_MOST { Err(Refusal::field("day", Problem::TooMany { most: OFF_MOST, now })) } else { Ok(all) }
}

/// The days of a year of which none is off yet are offered as a whole.
fn rows(country: &Country, year: i32, found: &CalendarRecord) -> Vec<HolidayRow> {
    let days = country.holidays(year);
    let none = days.iter().all(|(day, _)| !is_off(found, &day.to_string()));
    let row = |(day, name): (NaiveDate, &str)| HolidayRow {
        ticked: none || is_off(found, &day.to_string()),
        words: format!("{} {name}", day.format("%a %-d %b %Y")),
        day: day.to_string(),
    };
    days.into_iter().map(row).collect()
}

/// The whole of it.
fn is_off(found: &CalendarRecord, date: &str) -> bool {
    let whole = |off: &&DayOff| !off.from.contains('T') && !off.to.contains('T');
    found.off.iter().filter(whole).any(|off| off.from.as_str() <= date && date <= off.to.as_str())
}

fn off(day: NaiveDate, name: &str) -> DayOff {
    DayOff { from: day.to_string(), to: day.to_string(), name: name.to_owned() }
}

fn this_year(zone: &str, now: Moment) -> i32 {
    local_time::wall(now, time_text::zone(zone)).date().year()
}
