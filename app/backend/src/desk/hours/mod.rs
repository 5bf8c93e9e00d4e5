//! `/settings/hours`: the calendars, and what changes them. When what is open is due follows in the same transaction.

mod change;
mod page;

pub(super) use page::lacks_next_year;
