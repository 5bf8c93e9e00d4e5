//! People and their accounts: who they are, how they sign in, what role they hold.

mod add;
mod attempts;
mod caller_from_session;
pub(crate) mod confirm_password;
mod device;
mod door;
mod letters_asked;
mod password;
mod record;
mod session;
mod sign_in;
mod sign_out;

pub(crate) use door::Door;
pub use password::{PASSWORD_LEAST, PASSWORD_MOST};
pub use record::with_account;
pub use record::{PersonRecord, PersonState};
pub use sign_in::SignedIn;

/// Most people with an account that one desk is built for.
pub const PEOPLE_MOST: usize = 5_000;
