//! When stakeholders hear again, as the presets that a composer offers. What is usual follows priority and status.

use crate::classification::Priority;
use crate::field::{FieldError, Problem};
use crate::incident::Status;
use crate::time::{HOUR, MINUTE, Moment};

/// After so many updates about a P1 the next comes less often.
const UPDATES_OFTEN: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    None,
    HalfHour,
    Hour,
    TwoHours,
    NextMorning,
}

impl Preset {
    pub const ALL: [Self; 5] = [Self::HalfHour, Self::Hour, Self::TwoHours, Self::NextMorning, Self::None];

    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::HalfHour => "30min",
            Self::Hour => "1h",
            Self::TwoHours => "2h",
            Self::NextMorning => "morning",
        }
    }

    pub fn parse(field: &str, code: &str) -> Result<Self, FieldError> {
        let known = Self::ALL.into_iter().find(|preset| preset.code() == code);
        known.ok_or_else(|| FieldError::new(field, Problem::Unknown))
    }

    /// What the product page promises when nobody says otherwise.
    /// `promises`: how many there were.
    pub fn usual(status: Status, priority: Priority, promises: u32) -> Self {
        match (status, priority) {
            (Status::Mitigated, _) | (_, Priority::P3) => Self::NextMorning,
            (status, _) if !status.is_open() => Self::None,
            (_, Priority::P1) if promises < UPDATES_OFTEN => Self::HalfHour,
            (_, Priority::P1) => Self::Hour,
            (_, Priority::P2) => Self::TwoHours,
            (_, Priority::P4) => Self::None,
        }
    }

    /// Counted from the press; `morning` is the next one of a working day.
    pub fn moment(self, now: Moment, morning: Moment) -> Option<Moment> {
        match self {
            Self::None => None,
            Self::HalfHour => Some(now.plus(30 * MINUTE)),
            Self::Hour => Some(now.plus(HOUR)),
            Self::TwoHours => Some(now.plus(2 * HOUR)),
            Self::NextMorning => Some(morning),
        }
    }
}
