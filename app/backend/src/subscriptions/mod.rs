//! What a person chose to be told about: a service they want to hear of, or a service, an incident or
//! everything they want to hear no more of.
//!
//! A choice is stored twice, by topic for the letters and by person for the page of choices; `record.rs` alone
//! writes both. Knows nothing of how letters look.

mod record;

pub use record::{Choice, Topic, choice_of, choices_of, forget, put, subscribers_of};

/// Most subscribers of one service.
pub const SUBSCRIBERS_MOST: usize = 5_000;
/// Most choices of one person that are read.
pub const CHOICES_MOST: usize = 2_000;
