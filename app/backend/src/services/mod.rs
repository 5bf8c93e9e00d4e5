//! What the organisation runs.

mod record;

pub use record::ServiceRecord;

/// Most services of one desk.
pub const SERVICES_MOST: usize = 500;
