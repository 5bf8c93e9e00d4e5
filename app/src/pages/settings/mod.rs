//! The settings: what they share here, one file per page beside. Every change is a plain form that works without
//! script; the handlers are in `server/src/forms/settings`.

mod account;
mod audiences;
mod backup;
mod basics;
mod journal;
mod mail;
mod people;
mod person;
pub mod returned;
mod room;

pub use account::AccountPage;
pub use audiences::AudiencesPage;
pub use backup::BackupPage;
pub use basics::BasicsPage;
pub use journal::JournalPage;
pub use mail::MailPage;
pub use people::PeoplePage;
pub use room::{loaded, may};
