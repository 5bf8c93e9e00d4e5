//! Who joins the team, changes their role and leaves it, with what that does to incidents, audiences and letters.
//! Accounts themselves are in `people`.

mod add;
mod change_role;
mod disable;
mod erase_reporters;
pub(crate) mod first_day;
mod leaving;
mod list;
mod paste_team;

pub use paste_team::PastedTeam;
