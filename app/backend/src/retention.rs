//! How long things are kept and how long they hold: every number of that kind, on one page.
//! Spans are milliseconds. Whoever enforces one names it from here and nowhere else repeats it.

use domain::time::{DAY, HOUR, MINUTE};

/// A session nobody used for this long is over.
pub const SESSION_IDLE: i64 = 8 * HOUR;
/// A session is over after this long, used or not.
pub const SESSION_LONGEST: i64 = 7 * DAY;
/// A session's "last seen" is written at most this often.
pub const SESSION_TOUCH: i64 = 5 * MINUTE;
/// Signed-in browsers of one person; signing in once more ends the oldest.
pub const SESSIONS_OF_ONE_PERSON: usize = 20;
/// A password entered again counts for this long.
pub const PASSWORD_CONFIRMED: i64 = 10 * MINUTE;

pub const INVITATION: i64 = 7 * DAY;
pub const PASSWORD_RESET: i64 = HOUR;
pub const SIGN_IN_LINK: i64 = HOUR;
pub const SUBSCRIPTION_CONFIRMATION: i64 = 7 * DAY;
pub const SET_UP_LINK: i64 = HOUR;
/// After the incident was closed.
pub const RECEIPT_LINK: i64 = 90 * DAY;
/// What was published and has ended stands on the status page for so long, for whoever follows a letter's link later.
pub const ENDED_SHOWN: i64 = 7 * DAY;

/// What a letter said; what it was about, to whom and why stays.
pub const LETTER_BYTES: i64 = 30 * DAY;
/// A mail as it came, and the row that tells what became of it.
pub const MAIL_ORIGINALS: i64 = 90 * DAY;
/// A repeated request is recognised for this long.
pub const IDEMPOTENCY: i64 = 48 * HOUR;
/// Names and addresses of reporters, after the last of their incidents has ended: 24 months, never sooner.
pub const REPORTERS: i64 = 731 * DAY;

/// Daily copies kept in the data folder.
pub const BACKUPS_KEPT: usize = 7;
/// Databases set aside by restores, and those kept from before an upgrade, the newest of each kind: the first restore of a
/// bad day is often followed by a second one, and what is wanted back was replaced by the first.
pub const SET_ASIDE_KEPT: usize = 3;
/// A newest backup older than this makes the strip appear.
pub const BACKUP_OLD: i64 = 48 * HOUR;
