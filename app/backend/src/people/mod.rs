//! People and their accounts: who they are, how they sign in, what role they hold.

mod record;

pub use record::with_account;
pub use record::{PersonRecord, PersonState};

/// Most people with an account that one desk is built for.
pub const PEOPLE_MOST: usize = 5_000;
