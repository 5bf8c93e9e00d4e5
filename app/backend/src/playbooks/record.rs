//! A stored plan. The ready-made ones have no record until somebody changes them.

use domain::classification::IncidentType;
use domain::ids::{PlaybookId, ServiceId};
use domain::incident::{Guidance, Plan};
use domain::locale::Locale;
use serde::{Deserialize, Serialize};

use super::PLAYBOOKS_MOST;
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookRecord {
    pub id: PlaybookId,
    pub name: String,
    /// Goes up with each change; a copy says of which it is.
    pub version: u64,
    #[serde(default)]
    pub kinds: Vec<IncidentType>,
    #[serde(default)]
    pub services: Vec<ServiceId>,
    pub steps: Vec<Guidance>,
    /// Offered no longer; what was copied from it stays.
    #[serde(default)]
    pub retired: bool,
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for PlaybookRecord {
    const TABLE: Table = Table::Playbooks;
    const VERSION: u8 = 1;
}

impl PlaybookRecord {
    /// Every plan, the ready-made ones first, then by name. A ready-made one is about those of `services` that are called
    /// as it says.
    pub fn all(read: &dyn Read, services: &[ServiceRecord]) -> Result<Vec<Self>> {
        let rows = read.scan(Table::Playbooks, &[], &[], Order::Ascending, PLAYBOOKS_MOST)?;
        let mut all = rows.iter().map(|(_, value)| storage::decode::<Self>(value)).collect::<Result<Vec<_>>>()?;
        let ready_made = Self::ready_made(services);
        let last = ready_made.last().map_or(PlaybookId(0), |plan| plan.id);
        let missing: Vec<_> = ready_made.into_iter().filter(|plan| !all.iter().any(|has| has.id == plan.id)).collect();
        all.extend(missing);
        all.sort_by_cached_key(|plan| (plan.id > last, plan.id.min(PlaybookId(last.0 + 1)), plan.name.to_lowercase()));
        Ok(all)
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// Before anything was typed.
    pub(super) fn blank(id: PlaybookId) -> Self {
        let (kinds, services, steps) = (Vec::new(), Vec::new(), Vec::new());
        Self { id, name: String::new(), version: 0, kinds, services, steps, retired: false, stamps: Stamps::default() }
    }

    pub(super) fn plan(self) -> Plan {
        let Self { id, version, name, kinds, services, steps, .. } = self;
        Plan { id, version, name, kinds, services, steps }
    }

    /// Numbered from 1, in an order that never changes.
    fn ready_made(services: &[ServiceRecord]) -> Vec<Self> {
        let named = |names: &[&str], service: &&ServiceRecord| {
            names.iter().any(|name| name.to_lowercase() == service.name.to_lowercase())
        };
        let one = |(id, plan): (u64, &domain::english::ReadyMade)| Self {
            name: plan.name.to_owned(),
            version: 1,
            kinds: plan.kinds.to_vec(),
            services: services.iter().filter(|service| named(plan.services, service)).map(|one| one.id).collect(),
            steps: plan.steps.iter().map(|(what, how)| step(what, how)).collect(),
            // About services that nobody has it is begun by hand.
            ..Self::blank(PlaybookId(id))
        };
        (1..).zip(Locale::English.ready_made_plans()).map(one).collect()
    }
}

fn step(what: &str, how: &str) -> Guidance {
    Guidance { what: what.to_owned(), how: how.to_owned() }
}
