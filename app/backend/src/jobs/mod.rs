//! What the desk does regularly, by itself: copies, tidies, notes. A job is a line of a table: a name, a cadence and a
//! function (`table.rs`). One loop runs what is due (`run.rs`), each run leaves what came of it on disk (`last_run.rs`),
//! and a page shows it (`page.rs`). What happens at an instant, and in the transaction of a change, is a timer instead.

mod last_run;
mod page;
mod run;
mod table;

pub use last_run::{LastRun, Outcome};
pub use page::{JobLine, JobsPage, StuckLine};
pub use table::{JOBS, Job};

pub(crate) use page::{failing, found_damage, second_folder_fails, status_copy_fails};
pub(crate) use run::{Turns, run_by_itself, run_jobs};
pub(crate) use table::{CARRY, COPY, MAILBOX, STATUS_COPY};
