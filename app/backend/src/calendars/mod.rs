//! Calendars: the hours in which clocks run, in a zone, with the days off. The rules are the third of "SLA clock
//! semantics" on the product page; `domain::clock` folds over what is expanded here.

mod case;
mod explain;
mod week;
mod zoned;

pub use explain::explain;
