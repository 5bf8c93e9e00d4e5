use domain::ids::PushTargetId;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Order, Read, Record, Table, Tx};

/// Targets of one desk; each is sent to by itself, so that a slow one holds up no other.
pub const TARGETS_MOST: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayOut {
    Ntfy,
    /// JSON, signed with the secret.
    Webhook,
}

impl WayOut {
    pub const ALL: [Self; 2] = [Self::Ntfy, Self::Webhook];

    pub fn code(self) -> &'static str {
        match self {
            Self::Ntfy => "ntfy",
            Self::Webhook => "webhook",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Ntfy => "ntfy",
            Self::Webhook => "Signed webhook",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetRecord {
    pub id: PushTargetId,
    pub name: String,
    pub way: WayOut,
    pub url: String,
    /// The key of signatures, or the token of ntfy. Never shown.
    pub secret: Option<String>,
    /// It may lead into a private network.
    pub may_be_private: bool,
    pub stamps: Stamps,
}

impl Record for TargetRecord {
    const TABLE: Table = Table::PushTargets;
    const VERSION: u8 = 1;
}

impl TargetRecord {
    pub fn find(read: &dyn Read, id: PushTargetId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    pub(super) fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// By name.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let rows = read.scan(Table::PushTargets, &[], &[], Order::Ascending, TARGETS_MOST)?;
        let mut all: Vec<Self> = rows.iter().map(|(_, value)| storage::decode(value)).collect::<Result<_>>()?;
        all.sort_by_cached_key(|target| target.name.to_lowercase());
        Ok(all)
    }
}
