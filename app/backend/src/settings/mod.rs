//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

mod draft;
pub(crate) mod first_day;
mod frame;
pub(crate) mod public_url;
mod record;
mod set_up;
mod set_up_link;

pub use draft::SettingsDraft;
pub use record::{Fixed, Reach, Settings};
pub use set_up::SetUpDraft;
