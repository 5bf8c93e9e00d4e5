//! People told together, and what each of them chose.

mod record;

pub use record::{AudienceRecord, members_of};

pub const AUDIENCES_MOST: usize = 50;
/// Most members of one audience.
pub const MEMBERS_MOST: usize = 5_000;
