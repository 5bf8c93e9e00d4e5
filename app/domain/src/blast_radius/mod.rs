//! What else is hit when a service fails, and which service several failures have in common.
//!
//! Both are asked of one map of what needs what. It knows no catalogue and no incident: whoever has them names the
//! services, by ids of any kind, and reads the answer in them. Loops are allowed, a service that needs itself as well.

mod causes;
mod hit;
mod needs;
mod shared;

pub use causes::{BEGAN_WITHIN, Failing};
pub use hit::{Hit, highest};
pub use needs::{Needs, NoMap};
pub use shared::Common;
