//! What is said when an incident ends.

use serde::{Deserialize, Serialize};

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
}
