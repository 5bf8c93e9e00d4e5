//! Answers that come by mail: read, matched to the incident they answer, and put into it for the team; bounces mark the
//! letter that did not arrive. Nothing that came is ever answered by itself, so that whoever is no part of an incident
//! learns nothing, and no two machines talk to each other.
//!
//! Two doors lead here: an MTA that pipes (`sitrep mail-in`), and a mailbox that is read. Both hand over bytes, and may
//! hand over the same ones twice.

#![deny(clippy::wildcard_enum_match_arm)]

mod belongs;
mod came_back;
mod forget;
mod log;
mod mailbox;
pub mod message;
mod record;
mod take;

pub use log::{CameView, MailRow, RepliesView};
pub use record::{Came, Door, Way, Why};
pub use take::{MAIL_MOST, PER_SENDER_MOST};
