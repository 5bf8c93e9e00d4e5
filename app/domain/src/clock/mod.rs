//! Clocks: how much working time has passed between two marks of an incident, and when a target is reached.
//!
//! A clock is a fold over its marks and the hours in which it runs (product page, "SLA clock semantics"). It knows no
//! zone and no calendar: whoever has them answers for `Hours`, and a browser is handed the stretches themselves.

mod fold;
mod hours;
mod ledger;

pub use fold::{Mark, MarkKind, Terms, ledger, opens_for};
pub use hours::{Always, Hours, Span, Stretches};
pub use ledger::{Ledger, Segment, SegmentKind, State};
