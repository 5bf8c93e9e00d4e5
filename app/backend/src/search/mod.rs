//! Search over everything the team may read, and the searches that are kept. Which texts there are stands in
//! `incidents`; what a query means, in `domain`.

#![deny(clippy::wildcard_enum_match_arm)]

mod find;
mod saved;
mod scan;

pub use find::{FOUND_MOST, PAGE};
pub use saved::{SAVED_MOST, SavedDraft, SearchRecord};
