//! What else is hit when a service fails, and which service several failures have in common.
//!
//! Both are asked of one map of what needs what. It knows no catalogue and no incident: whoever has them names the
//! services, by ids of any kind, and reads the answer in them. Loops are allowed, a service that needs itself as well.

mod causes;
mod common;
mod hit;
mod needs;

pub use causes::{BEGAN_WITHIN, Failing};
pub use common::Common;
pub use hit::{Hit, highest};
pub use needs::{Needs, NoMap};
