//! Targets: how long it may take until an incident is taken, and until it works again, by priority and, where a service
//! has its own, by service. Until somebody has confirmed them they are aims (product page, "SLA clock semantics", 5).

mod draft;
mod reading;
mod record;

pub(crate) use draft::Parsed;
pub use draft::{TargetsDraft, as_typed, field};
pub(crate) use reading::{Reading, hours_read, reading, when_read};
pub use record::{Confirmed, ServiceTargets, Target, TargetsRecord};
