//! `/settings/targets` and `/settings/hours`.

use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::incident::SlaClock;
use crate::view::{Choice, TimeView};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetsPage {
    pub general: TargetsForm,
    /// Services with targets of their own.
    pub services: Vec<TargetsForm>,
    /// The other services.
    pub others: Vec<Choice>,
    pub calendars: Vec<Choice>,
    /// Who said that they are promises, and when; until then they are aims.
    pub confirmed: Option<(String, TimeView)>,
    /// Open incidents that are judged by others.
    pub applies_to: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetsForm {
    /// `None`: the general ones.
    pub service: Option<Choice>,
    pub calendar: String,
    pub fields: Vec<TargetField>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetField {
    pub name: String,
    pub priority: Priority,
    pub clock: SlaClock,
    /// As it is typed: `15m`, `4h`, `3d`.
    pub value: String,
    /// Milliseconds of working time.
    pub span: i64,
}

/// What targets would have come to over the last month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    pub rows: Vec<TriedRow>,
    /// There were more incidents than were looked at.
    pub cut: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriedRow {
    pub priority: Priority,
    pub clock: SlaClock,
    pub of: u64,
    pub in_time: u64,
    pub would_be: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoursPage {
    pub calendars: Vec<CalendarRow>,
    /// In December, of calendars with days off this year and none in the next.
    pub without_next_year: Vec<String>,
}

/// Public holidays of a country, to be ticked for a calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HolidayOffer {
    /// By code.
    pub countries: Vec<Choice>,
    /// The code of the one that is shown; none before somebody chooses, where its zone says nothing.
    pub country: String,
    /// The first of the two years.
    pub year: i32,
    pub days: Vec<HolidayRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HolidayRow {
    /// `2026-12-25`.
    pub day: String,
    pub words: String,
    /// It is a day off, or would be.
    pub ticked: bool,
}

/// A calendar as its form shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarRow {
    pub id: String,
    pub name: String,
    /// Empty: the organisation's.
    pub zone: String,
    pub always: bool,
    /// As typed: `mon-fri 09:00-17:00`.
    pub hours: String,
    /// From which day those hold, where others held before.
    pub hours_from: Option<String>,
    /// As typed, one on a line.
    pub off: String,
    pub days_off: u64,
    pub revision: u64,
}
