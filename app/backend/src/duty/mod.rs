//! On-call: who is on duty when. Rotations hand over at local times; overrides, absences and hours decide what becomes
//! of a turn. `rota.rs` is the pure fold that everything else asks, and knows no storage and no clock; `roster.rs` fills
//! it from what is stored.
//!
//! Invariants: names of rotations are unique whatever their case; whoever left is never on duty, also where a rotation
//! or an override still names them.

mod add_rotation;
mod alert;
mod alert_prefs;
mod away;
mod be_away;
mod case;
mod change_rotation;
mod cover;
mod draft;
mod explain;
mod feed;
mod hours_typed;
mod ics;
mod line;
mod month;
mod own_alerts;
mod page;
mod policy;
mod policy_page;
mod policy_typed;
mod record;
mod remove_rotation;
mod roster;
mod rota;
mod stand_in;
mod standing_in;
#[cfg(test)]
mod walker;

pub(crate) use alert::{Callout, Hour, Reached};
pub use alert_prefs::AlertPrefs;
pub(crate) use away::away;
pub use be_away::AwayDraft;
pub(crate) use cover::cover;
pub use draft::RotationDraft;
pub use explain::explain;
pub(crate) use line::line;
pub use month::{DayRow, Month, Shift};
pub use own_alerts::OwnAlerts;
pub use page::{AwayRow, DutyPage, GapRow, InsteadRow, NowRow, RotationRow};
pub use policy::{LastResort, PolicyRecord, REPEATS_MOST, STEPS_MOST, Step, Whom};
pub use policy_page::{PolicyPage, StepRow};
pub use policy_typed::PolicyDraft;
pub use record::{AbsenceRecord, OverrideRecord, RotationRecord};
pub use stand_in::StandInDraft;
pub(crate) use standing_in::{is_on_duty, remind, reminders};

/// Rotations of one desk.
pub const ROTATIONS_MOST: usize = 20;
/// Turns of one rotation before it begins anew.
pub const PEOPLE_MOST: usize = 40;
/// Overrides, and absences, that are kept: those that are over go first.
pub const EXCEPTIONS_MOST: usize = 500;
