//! What the organisation set: kept in the database, or fixed by the environment and then shown locked.

pub(crate) mod first_day;
mod frame;
mod record;

pub use record::{Fixed, Reach, Settings};
