use serde::{Deserialize, Serialize};

use crate::classification::Priority;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::time::Moment;

/// Who has seen it, when, and how pressing it was by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    pub by: PersonId,
    pub at: Moment,
    pub priority: Priority,
}

impl Incident {
    /// Somebody has seen it, as pressing as it is.
    pub fn is_acknowledged(&self) -> bool {
        self.acknowledged.is_some_and(|seen| seen.priority <= self.priority)
    }
}
