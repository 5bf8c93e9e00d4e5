//! What the organisation runs: names, owners, criticality, and what needs what. One act per file.
//!
//! Invariants: names in use are unique whatever their case; no service needs itself, not even through others;
//! a retired service keeps its id, so that old incidents still name it, and comes back when its name is added.

mod add;
mod change;
mod dependencies;
mod draft;
mod explain;
mod record;
mod retire;
mod starters;

pub use dependencies::needs;
pub use draft::ServiceDraft;
pub use explain::explain;
pub use record::ServiceRecord;
pub use starters::starters_left;

/// Most services of one desk, retired ones too.
pub const SERVICES_MOST: usize = 500;
/// Most services one service needs directly.
pub const DEPENDS_ON_MOST: usize = 50;
