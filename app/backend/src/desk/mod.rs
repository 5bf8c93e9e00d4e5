//! The desk as a whole: set-up, its health, and the screens that gather from several nouns. Nothing below knows it.

#![deny(clippy::wildcard_enum_match_arm)]

mod availability;
mod back_up;
mod backup_page;
mod change_settings;
mod compliance;
mod dossier;
mod first_letter;
mod frame;
mod hours;
mod journal;
mod leisure;
mod letter_choices;
mod letter_wishes;
mod mail_doctor;
mod mail_state;
mod monday;
mod old_letters;
mod poster;
mod preview;
mod public_status;
mod ready;
mod relay_typed;
mod second_folder;
mod sends;
mod services;
mod set_up;
mod set_up_link;
mod settings;
mod settle_zone;
mod stop_letters;
mod targets;
mod test_mail;
mod told;
mod told_of_choices;
mod trouble;
mod try_mail;
mod update;
mod whole;

pub use backup_page::{BackupPage, Commands, CopyLine, SecondFolder};
pub use dossier::{Form, Found, check};
pub use hours::HolidayTicks;
pub use journal::{JournalFilter, JournalPage, PAGE_MOST as JOURNAL_PAGE_MOST};
pub use mail_doctor::{Finding, FindingLine};
pub(crate) use mail_state::mail_state;
pub(crate) use public_status::LastCopy;
pub use public_status::PublicStatus;
pub use set_up::{NO_HOLIDAYS, SetUpDraft};
pub(crate) use settle_zone::settle_zone;
pub use test_mail::MailTest;
pub(crate) use trouble::Watch;
pub use try_mail::{MailTrial, TrialFailure};
pub use update::UpdateDraft;
pub use whole::Whole;
