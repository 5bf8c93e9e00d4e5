//! People and their accounts: who they are, how they sign in, what role they hold.

mod accept_invitation;
mod ask_password_reset;
pub(crate) mod attempts;
mod caller_from_session;
mod change_own_details;
mod change_password;
pub(crate) mod confirm_password;
mod device;
mod door;
mod failures;
mod hashing;
pub(crate) mod invite;
mod known_device;
mod letters_asked;
mod new_account;
pub(crate) mod one_time_link;
mod overtaken;
pub(crate) mod password;
mod private_read;
mod prune;
mod reader;
mod record;
mod reset_password;
pub(crate) mod session;
mod sessions;
mod set_password;
pub(crate) mod sign_in;
mod sign_in_by_mail;
mod sign_out;
mod stranger;

pub(crate) use door::Door;
pub(crate) use hashing::{Hashing, REST_AFTER as HASHING_RESTS_AFTER};
pub(crate) use new_account::with_new_account;
pub use one_time_link::{LinkState, Purpose};
pub(crate) use overtaken::Typed;
pub use password::{PASSWORD_LEAST, PASSWORD_MOST};
pub(crate) use record::has_room_for;
pub(crate) use record::with_role;
pub use record::{Bounced, PersonRecord, PersonState};
pub use record::{active_staff, with_account};
pub(crate) use session::Session;
pub use sign_in::SignedIn;
pub(crate) use sign_in_by_mail::name_of;
pub(crate) use stranger::is_stranger;

/// Most people with an account that one desk is built for.
pub const PEOPLE_MOST: usize = 5_000;
