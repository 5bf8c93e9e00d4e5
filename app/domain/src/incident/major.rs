use serde::{Deserialize, Serialize};

/// The major flag: proposed by a responder, decided by a manager. It is not a priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Major {
    No,
    Proposed,
    Accepted,
    Declined,
}
