//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

mod back_up;
mod change;
mod draft;
pub(crate) mod first_day;
mod frame;
pub(crate) mod mail_state;
mod old_letters;
pub(crate) mod public_url;
mod read;
mod ready;
mod record;
mod set_up;
mod set_up_link;
mod test_mail;
mod trouble;
mod try_mail;

pub use draft::SettingsDraft;
pub use record::{Fixed, Reach, Settings};
pub use set_up::SetUpDraft;
pub use test_mail::MailTest;
pub(crate) use trouble::Watch;
pub use try_mail::{MailTrial, TrialFailure};
