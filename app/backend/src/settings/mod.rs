//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

mod change;
mod draft;
pub(crate) mod public_url;
mod read;
mod record;
mod try_mail;

pub use draft::SettingsDraft;
pub use record::{Fixed, Reach, Settings};
pub use try_mail::{MailTrial, TrialFailure};
