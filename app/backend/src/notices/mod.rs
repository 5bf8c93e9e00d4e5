//! Notices: what somebody is to be told, queued in the transaction of the change itself. Which kinds there are and all
//! that holds of each, the queue, and the count of how the letters of an entry stand. Letters are written from them
//! later and higher up; queueing is all that a use case needs to know of mail.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod deliveries;
mod first_word;
mod kind;
mod matter;
mod morning;
mod notice;
mod part;
mod spec;
mod trouble;

pub use first_word::FirstWord;
pub use kind::NoticeKind;
pub use matter::Matter;
pub use morning::{MORNING_LINES_MOST, MorningGroup, MorningLine, MorningPart};
pub use notice::{Notice, Queued, Recipient, of_incident, queue_notice, queue_update, withdraw_notices};
pub(crate) use notice::{due_before, forget, hold, is_still_queued, next_due, parse, remove, requeue};
pub use part::Part;
pub use spec::{Audience, Braking, Spec};
pub use trouble::{Trouble, is_paused};
