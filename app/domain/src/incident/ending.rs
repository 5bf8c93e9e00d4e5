//! What is said when an incident ends.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Problem};
use crate::time::Moment;

/// How it was resolved, and when it worked again (now, when nothing is said).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    pub text: String,
    pub restored_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    FalseAlarm,
    /// A request for something new is not an incident.
    Request,
    NotReproducible,
}

impl CancelReason {
    pub const ALL: [Self; 3] = [Self::FalseAlarm, Self::Request, Self::NotReproducible];

    /// As forms carry it.
    pub fn code(self) -> &'static str {
        match self {
            Self::FalseAlarm => "false_alarm",
            Self::Request => "request",
            Self::NotReproducible => "not_reproducible",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let chosen = Self::ALL.into_iter().find(|reason| reason.code() == typed);
        let problem = if typed.is_empty() { Problem::Missing } else { Problem::Unknown };
        chosen.ok_or_else(|| FieldError::new(field, problem))
    }
}

/// Why one is not merged into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoMerge {
    Itself,
    /// Everybody on the team sees the other one, and only members see this one.
    RestrictedIntoOpen,
    /// The other way round: this one would name what it may not.
    OpenIntoRestricted,
    /// The other one is merged itself.
    IsDuplicate,
    /// The other one has ended.
    Ended,
    /// There are no chains.
    HasDuplicates,
    /// The other one has as many as one may have.
    Full,
}
