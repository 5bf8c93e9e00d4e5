//! By which steps an alert goes on while nobody has seen or taken what it is about: whom, how long to wait, then whom,
//! and how often from the beginning. Until somebody sets them it is whoever is on duty, the managers, the whole team.

use domain::ids::PersonId;
use domain::person::Email;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"escalation";
/// Steps of one escalation.
pub const STEPS_MOST: usize = 6;
/// Minutes that one step waits for an answer.
pub const MINUTES: std::ops::RangeInclusive<u32> = 1..=240;
/// How often it begins anew when nobody answered.
pub const REPEATS_MOST: u8 = 5;
const FIRST_MINUTES: u32 = 10;

/// Whom a step reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whom {
    OnDuty,
    Person(PersonId),
    Managers,
    Team,
    LastResort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub whom: Whom,
    /// Of a P1; a P2 waits twice as long.
    pub minutes: u32,
}

/// Who is reached when nobody else is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LastResort {
    Person(PersonId),
    /// Outside the desk: reached by mail, without what was reported.
    Outside {
        name: String,
        address: Email,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyRecord {
    /// Never empty.
    pub steps: Vec<Step>,
    pub repeats: u8,
    pub last_resort: Option<LastResort>,
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for PolicyRecord {
    const TABLE: Table = Table::Escalation;
    const VERSION: u8 = 1;
}

impl Default for PolicyRecord {
    fn default() -> Self {
        let steps = [Whom::OnDuty, Whom::Managers, Whom::Team].map(|whom| Step { whom, minutes: FIRST_MINUTES });
        Self { steps: steps.to_vec(), repeats: 0, last_resort: None, stamps: Stamps::default() }
    }
}

impl PolicyRecord {
    pub fn stored(read: &dyn Read) -> Result<Option<Self>> {
        storage::load(read, KEY)
    }

    pub(super) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(KEY, self)
    }

    /// Those that hold: whoever is the last resort comes last where no step names them.
    pub fn all(&self) -> Vec<Step> {
        let mut steps = self.steps.clone();
        let named = steps.iter().any(|step| step.whom == Whom::LastResort);
        if self.last_resort.is_some() && !named {
            let minutes = steps.last().map_or(FIRST_MINUTES, |last| last.minutes);
            steps.push(Step { whom: Whom::LastResort, minutes });
        }
        steps
    }
}
