//! Targets: how long it may take until an incident is taken, and until it works again, by priority and, where a service
//! has its own, by service. Until somebody has confirmed them they are aims (product page, "SLA clock semantics", 5).

mod draft;
mod record;

pub(crate) use draft::Parsed;
pub use draft::{TargetsDraft, as_typed, field};
pub use record::{Confirmed, ServiceTargets, Target, TargetsRecord};
