//! Use cases of Sitrep.

pub mod clock;
pub mod error;
pub mod storage;

pub use clock::Clock;
pub use error::{Error, Result};
