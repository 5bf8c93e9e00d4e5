//! The settings: what they share here, one file per page beside. Every change is a plain form that works without
//! script; the handlers are in `server/src/forms/settings`.

mod account;
mod alerts;
mod audiences;
mod backup;
mod basics;
mod escalation;
mod holidays;
mod hours;
mod jobs;
mod journal;
mod mail;
mod mail_doctor;
mod people;
mod person;
mod playbooks;
mod push;
pub mod relay;
mod replies;
pub mod returned;
mod room;
mod targets;

pub use account::account;
pub use audiences::audiences;
pub use backup::backup;
pub use basics::basics;
pub use escalation::escalation;
pub use hours::hours;
pub use jobs::jobs;
pub use journal::journal;
pub use mail::mail;
pub use mail_doctor::mail_doctor;
pub use people::people;
pub use playbooks::playbooks;
pub use push::push;
pub use returned::Slip;
pub use room::JOURNAL;
pub use targets::targets;
