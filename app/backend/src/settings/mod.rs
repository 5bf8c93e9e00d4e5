//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

mod draft;
pub(crate) mod public_url;
mod record;

pub use draft::SettingsDraft;
pub(crate) use draft::with_hidden_password;
pub use record::{Fixed, Reach, Settings};
