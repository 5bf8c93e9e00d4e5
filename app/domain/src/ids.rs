//! Identities of stored things: 64-bit numbers, partly random, written as 16 hex digits in addresses.
//! They are never counters, so nobody can learn from one how many others exist.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if text.len() != 16 {
                    return Err(NotAnId);
                }
                u64::from_str_radix(text, 16).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

id! {
    /// One incident; people see its `Number` instead.
    IncidentId,
    /// One person: somebody with an account, or somebody who only reported or is only written to.
    PersonId,
    /// One service the organisation runs.
    ServiceId,
    /// One audience: people told together.
    AudienceId,
    /// One letter: one mail to one recipient.
    LetterId,
    /// One calendar: hours in which clocks run.
    CalendarId,
    /// One plan of what to do, step by step.
    PlaybookId,
    /// One signed-in browser.
    SessionId,
    /// One piece of planned work.
    PlannedId,
    /// One action: what is done so that an incident does not come back.
    ActionId,
    /// One rotation of those who are on call.
    RotationId,
    /// Somebody on duty instead of whose turn it is, once.
    OverrideId,
    /// One time for which somebody is away.
    AbsenceId,
    /// Where alerts are pushed to.
    PushTargetId,
}

/// The text is not 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;
