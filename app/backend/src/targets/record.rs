use domain::classification::Priority;
use domain::english::clocks::WORKING_DAY;
use domain::ids::{CalendarId, PersonId, ServiceId};
use domain::incident::SlaTerms;
use domain::time::{HOUR, MINUTE};
use serde::{Deserialize, Serialize};

use crate::calendars::OFFICE_HOURS;
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Read, Record, Table, Tx};

const KEY: &[u8] = b"targets";

/// The targets of the desk, in one record: they are read together and changed together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetsRecord {
    /// Goes up with every change; an incident says by which it is judged.
    pub version: u32,
    pub confirmed: Option<Confirmed>,
    pub calendar: CalendarId,
    /// By priority, P1 first.
    pub general: [Target; 4],
    pub services: Vec<ServiceTargets>,
    #[serde(default)]
    pub stamps: Stamps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub at: i64,
    pub by: PersonId,
    /// The version that was confirmed: what was judged by an earlier one is in no figure.
    pub since: u32,
}

/// Milliseconds of working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub response: i64,
    pub resolution: i64,
}

/// The targets of one service, in place of the general ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceTargets {
    pub service: ServiceId,
    pub calendar: CalendarId,
    pub by_priority: [Target; 4],
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for TargetsRecord {
    const TABLE: Table = Table::Targets;
    const VERSION: u8 = 1;
}

impl Default for TargetsRecord {
    fn default() -> Self {
        let target = |response, resolution| Target { response, resolution };
        Self {
            version: 1,
            confirmed: None,
            calendar: OFFICE_HOURS,
            general: [
                target(15 * MINUTE, 4 * HOUR),
                target(30 * MINUTE, 8 * HOUR),
                target(4 * HOUR, 3 * WORKING_DAY),
                target(WORKING_DAY, 5 * WORKING_DAY),
            ],
            services: Vec::new(),
            stamps: Stamps::default(),
        }
    }
}

impl TargetsRecord {
    pub fn load(read: &dyn Read) -> Result<Self> {
        Ok(storage::load(read, KEY)?.unwrap_or_default())
    }

    pub(crate) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(KEY, self)
    }

    /// What holds for an incident with these services, by priority: a service's own before the general ones, and of
    /// several the one that leaves the least time.
    pub fn terms(&self, services: &[ServiceId]) -> [SlaTerms; 4] {
        Priority::ALL.map(|priority| {
            let own = self.services.iter().filter(|own| services.contains(&own.service));
            let own = own.map(|own| self.terms_of(own.by_priority[priority as usize], own.calendar));
            own.min_by_key(|terms| (terms.resolution, terms.response))
                .unwrap_or_else(|| self.terms_of(self.general[priority as usize], self.calendar))
        })
    }

    fn terms_of(&self, target: Target, calendar: CalendarId) -> SlaTerms {
        SlaTerms { response: target.response, resolution: target.resolution, calendar, version: self.version }
    }
}
