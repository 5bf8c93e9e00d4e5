//! A stored service.

use domain::availability::Percent;
use domain::ids::{PersonId, ServiceId};
use domain::service::Criticality;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRecord {
    pub id: ServiceId,
    pub name: String,
    pub owner: Option<PersonId>,
    pub criticality: Criticality,
    pub depends_on: Vec<ServiceId>,
    /// No longer offered; old incidents still name it.
    #[serde(default)]
    pub retired: bool,
    /// How much of each month it should be there.
    #[serde(default)]
    pub target: Option<Percent>,
    /// From here on its outages count; one that came with an older program has always been there.
    #[serde(default)]
    pub added_at: Option<Moment>,
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for ServiceRecord {
    const TABLE: Table = Table::Services;
    const VERSION: u8 = 1;
}

impl ServiceRecord {
    pub fn find(read: &dyn Read, id: ServiceId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// Every service, retired ones too, by name.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let rows = read.scan(Table::Services, &[], &[], Order::Ascending, super::SERVICES_MOST)?;
        let mut services = rows.iter().map(|(_, value)| storage::decode::<Self>(value)).collect::<Result<Vec<_>>>()?;
        services.sort_by_cached_key(|service| service.name.to_lowercase());
        Ok(services)
    }
}
