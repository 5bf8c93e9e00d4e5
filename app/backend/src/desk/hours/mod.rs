//! `/settings/hours`: the calendars, and what changes them. When what is open is due follows in the same transaction.

mod change;
mod holidays;
mod page;

pub use holidays::HolidayTicks;
pub(super) use holidays::begin_with;
pub(super) use page::lacks_next_year;
