//! Stored planned work, and its rows in the order of time.

use domain::ids::{AudienceId, PlannedId, ServiceId};
use domain::planned::{End, Stage, Telling};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::{PAST_SHOWN_MOST, REMINDED_BEFORE, STANDING_MOST};
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::stamps::Stamps;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Topic, Tx};
use crate::timers::{self, Kind, Timer};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedRecord {
    pub id: PlannedId,
    /// At least one.
    pub services: Vec<ServiceId>,
    /// What everybody may read.
    pub words: String,
    /// For the team.
    #[serde(default)]
    pub note: String,
    pub begins: Moment,
    pub ends: Moment,
    #[serde(default)]
    pub ended: Option<(End, Moment)>,
    /// Whom a letter reminds the day before; empty once it did.
    #[serde(default)]
    pub remind: Vec<AudienceId>,
    /// The newest first.
    #[serde(default)]
    pub told: Vec<Told>,
    #[serde(default)]
    pub stamps: Stamps,
}

/// Letters that went out about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub at: Moment,
    pub telling: Telling,
    pub people: u64,
}

impl Record for PlannedRecord {
    const TABLE: Table = Table::Planned;
    const VERSION: u8 = 1;
}

const STANDING: u8 = 0;
const ENDED: u8 = 1;

impl PlannedRecord {
    pub fn find(read: &dyn Read, id: PlannedId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    /// Stores it in the place of `before`, with its rows, its timer and the word to open pages.
    pub fn save(&self, tx: &mut Tx<'_>, before: Option<&Self>) -> Result<()> {
        if let Some(before) = before {
            tx.delete(Table::PlannedOrder, before.order_key());
        }
        tx.put(Table::PlannedOrder, self.order_key(), Vec::new());
        timers::follow(tx, &before.map(Self::timers).unwrap_or_default(), &self.timers());
        tx.announce(Topic::Planned);
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// What nobody has ended, the first to begin first.
    pub fn standing(read: &dyn Read) -> Result<Vec<Self>> {
        Self::in_order(read, STANDING, STANDING_MOST)
    }

    /// What was, the newest first.
    pub fn past(read: &dyn Read) -> Result<Vec<Self>> {
        Self::in_order(read, ENDED, PAST_SHOWN_MOST)
    }

    fn in_order(read: &dyn Read, class: u8, most: usize) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for (key, _) in read.scan_prefix(Table::PlannedOrder, &[class], Order::Ascending, most)? {
            let mut parts = KeyParts::of(&key);
            let (_, _, id) = (parts.byte()?, parts.i64()?, parts.u64()?);
            all.extend(Self::find(read, PlannedId(id))?);
        }
        Ok(all)
    }

    pub fn stage(&self, now: Moment) -> Stage {
        Stage::of(self.begins, self.ends, now)
    }

    pub fn end(&self) -> Option<End> {
        self.ended.map(|(end, _)| end)
    }

    /// The names of its services, `E-mail, Files`.
    pub fn on(&self, read: &dyn Read) -> Result<String> {
        let mut names = Vec::new();
        for service in &self.services {
            names.extend(ServiceRecord::find(read, *service)?.map(|service| service.name));
        }
        Ok(names.join(", "))
    }

    /// The rows that follow from it, as `verify` expects them.
    pub(crate) fn rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let timers = self.timers().into_iter().map(|timer| timer.row());
        let timers = timers.map(|(key, value)| (Table::Timers, key, value));
        timers.chain([(Table::PlannedOrder, self.order_key(), Vec::new())]).collect()
    }

    fn timers(&self) -> Vec<Timer> {
        let wanted = self.ended.is_none() && !self.remind.is_empty();
        let due = self.begins.plus(-REMINDED_BEFORE);
        let timer = Timer { due, kind: Kind::PlannedDayBefore, subject: self.id.0, which: 0 };
        wanted.then_some(timer).into_iter().collect()
    }

    fn order_key(&self) -> Vec<u8> {
        let (class, at) = match self.ended {
            None => (STANDING, self.begins.0),
            Some((_, at)) => (ENDED, -at.0),
        };
        Key::new().byte(class).i64(at).u64(self.id.0).done()
    }
}
