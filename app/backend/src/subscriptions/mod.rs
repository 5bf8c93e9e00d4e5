//! What a person chose to be told about: a service they want to hear of, or a service, an incident or
//! everything they want to hear no more of.
//!
//! A choice is stored twice, by topic for the letters and by person for the page of choices; `record.rs` alone
//! writes both. Links in letters carry a `Scope` signed with the desk's key: they need no sign-in, change nothing
//! when they are looked at, and may be pressed twice. Knows nothing of how letters look.

mod ask;
mod confirmation;
mod offered;
mod record;
mod self_service;
mod token;

pub use confirmation::ConfirmationView;
pub(crate) use confirmation::{Confirmation, queue_confirmation};
pub(crate) use offered::{offered, subscribe};
pub(crate) use record::row_by_person;
pub use record::{Choice, Topic, choice_of, choices_of, forget, put, subscribers_of};
pub use token::Scope;

/// Most subscribers of one service.
pub const SUBSCRIBERS_MOST: usize = 5_000;
/// Most choices of one person that are read.
pub const CHOICES_MOST: usize = 2_000;
/// Most services one address asks for at a time.
pub const ASKED_MOST: usize = 20;
