//! Calendars: the hours in which clocks run, in a zone, with the days off. The rules are the third of "SLA clock
//! semantics" on the product page; `domain::clock` folds over what is expanded here.

mod book;
mod case;
mod draft;
mod explain;
mod explain_availability;
mod holidays;
mod ics;
mod month;
mod record;
#[cfg(test)]
mod walker;
mod week;
mod working_day;
mod zoned;

pub use book::Book;
pub(crate) use case::{HoursCase, instant, local, weekly_of, written, zone_of};
pub use draft::CalendarDraft;
pub(crate) use draft::OFF_MOST;
pub use explain::explain;
pub use explain_availability::explain_availability;
pub use holidays::{COUNTRIES, Country};
pub(crate) use month::Month;
pub use record::{AROUND_THE_CLOCK, CalendarRecord, DayOff, OFFICE_HOURS};
pub(crate) use record::{CALENDARS_MOST, Expanded};
pub(crate) use week::{DAY_ENDS, DayHours, Weekly, day_typed, minutes_typed};
pub(crate) use working_day::WorkingDay;
pub(crate) use zoned::of_day;
