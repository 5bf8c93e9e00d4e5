//! An incident: its state, the commands people give, and the changes that are recorded.
//!
//! Invariant: the state is the fold of its changes. `decide` holds every rule and answers with changes;
//! `apply` holds none, so that old timelines replay after rules have changed. A verb is two variants, `Press` and
//! `Change`, each with all that belongs to it in one file (`decide/press.rs`, `change.rs`), and its rule in `decide`.

#![deny(clippy::wildcard_enum_match_arm)]

mod acknowledged;
mod apply;
mod change;
mod checklist;
mod clocks;
mod command;
mod decide;
mod ending;
mod facts;
mod fold;
mod hold;
mod legal;
mod major;
mod number;
mod promise;
mod reported;
mod sla;
mod state;
mod status;
mod times;
mod touched;

pub use acknowledged::Acknowledged;
pub use apply::{Replay, apply, replay};
pub use change::Change;
pub use checklist::{CHECKLISTS_MOST, Checklist, ChecklistStep, Fit, Guidance, Plan, STEPS_MOST, StepMark};
pub use command::Command;
pub use decide::{Press, Verb, decide};
pub use ending::{CancelReason, NoMerge, Resolution};
pub use facts::{Facts, HoldFacts, PersonFacts, RedactFacts, ServiceFacts, UndoFacts};
pub use hold::{Chased, Hold, HoldEnd, HoldReason, Stay, Watch};
pub use legal::{Duty, Exempt, LEGAL_DEADLINES_MOST, Legal, LegalDeadline, Notified, Recovery};
pub use major::Major;
pub use number::{CLEAR_LETTERS, Number};
pub use reported::{Channel, Reported};
pub use sla::{
    Bell, BreachCause, Calendars, JudgedPromise, PROMISES_LISTED_MOST, Rang, RangPromise, Sla, SlaClock, SlaEvent,
    SlaMark, SlaTerms,
};
pub use state::Incident;
pub use status::Status;
pub use times::{Correction, Milestone};
pub use touched::{Affected, Reporter, Verdict};

use crate::time::{HOUR, MINUTE};

/// How many say "still broken" before the owner is alerted: this many people, or one tenth of all who reported.
pub const STILL_BROKEN_PEOPLE: usize = 3;

/// Of what is P1 or major, stakeholders hear within so many milliseconds of the take.
pub const FIRST_NOTICE_WITHIN: i64 = 15 * MINUTE;

/// Most duplicates of one incident: its letters and lists read each of them.
pub const DUPLICATES_MOST: usize = 100;

/// How long a merge can be taken apart again.
pub const TAKE_APART_WINDOW: i64 = HOUR;
/// For so long after they sent them, reporters take their own words out, in milliseconds.
pub const OWN_WORDS_WINDOW: i64 = 15 * MINUTE;

/// Most people who may have reported or joined one incident and are kept by name.
pub const REPORTERS_MOST: usize = 2_000;
