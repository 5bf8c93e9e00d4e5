//! The ground of a page: the frame for people who are signed in, one narrow column for everybody else, and what stands
//! there instead of a page that cannot be shown. It knows no page.

mod around;
mod framed;
mod instead;
mod solo;

pub use around::Around;
pub use framed::{Framed, may, may_on};
pub use instead::{CannotBeShown, NotForYourRole, NothingHere};
pub use solo::{FormMessage, FormProblems, Solo};
