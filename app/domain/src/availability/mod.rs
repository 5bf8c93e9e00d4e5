//! How much of a stretch of time a service was there: a fold over the outages that somebody confirmed.
//!
//! It knows no zone and no incident: whoever has them expands the hours that count, and says what was down from when
//! to when. Overlapping outages are one; what was degraded is told apart and takes nothing from the figure.

mod fold;
mod ledger;

pub use fold::{Outage, Terms, availability};
pub use ledger::{Availability, Cause, Part, Percent};
