//! Who and what an incident touches.

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, ServiceId};
use crate::service::Effect;
use crate::time::Moment;

/// One service of an incident, hit in one way for one span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    pub service: ServiceId,
    pub effect: Effect,
    /// Somebody who reported it named the service, no more: it is not affected until the team says so.
    #[serde(default)]
    pub named: bool,
    pub from: Moment,
    /// `None` while it lasts.
    pub to: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporter {
    pub person: PersonId,
    pub at: Moment,
    /// Somebody who had not signed in typed the address of this account: what follows may be by anybody.
    #[serde(default)]
    pub unproven: bool,
    /// They joined without a name, and from where somebody was counted already: the count of people leaves them out.
    #[serde(default)]
    pub alike: bool,
    /// What they answered last to "does it work again?".
    pub verdict: Option<Verdict>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    WorksAgain,
    StillBroken,
}
