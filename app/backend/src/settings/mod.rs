//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

mod draft;
mod legal_deadlines;
mod line;
mod mailbox_url;
pub(crate) mod public_url;
mod record;
mod relay_fields;
pub(crate) mod relay_url;
mod replies;
pub(crate) mod second_folder;
mod table;

/// A setting with a rule of its own: each works on incidents.
pub const SECURITY_HANDLERS: &str = "security_handlers";

/// The folder is looked at before it is taken (`desk/second_folder.rs`).
pub const SECOND_FOLDER: &str = "second_folder";
pub const SECOND_RELAY: &str = "second_smtp_url";
pub const STATUS_FOLDER: &str = "status_folder";

pub use draft::SettingsDraft;
pub use legal_deadlines::LEGAL_DEADLINES;
pub use line::{Line, section_of};
pub(crate) use mailbox_url::Mailbox;
pub use public_url::Openers;
pub use record::{Fixed, Reach, Settings};
pub use relay_fields::{RelayFields, SECURITIES};
pub(crate) use replies::{Proof, ReplyWay};
pub(crate) use table::differences;
pub use table::{SETTINGS, journal_words};
