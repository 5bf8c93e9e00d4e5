//! A stored review, with its place in the order of days and its timers. Its key is its incident.

use std::collections::BTreeMap;

use domain::ids::{IncidentId, PersonId};
use domain::review::{ReviewBell, ReviewPart, ReviewStage, ReviewWhy};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::LOOKED_AT_MOST;
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};
use crate::timers::{self, Kind, Timer};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewRecord {
    pub incident: IncidentId,
    /// Nothing where somebody wanted it.
    #[serde(default)]
    pub why: Option<ReviewWhy>,
    #[serde(default)]
    pub owner: Option<PersonId>,
    #[serde(default)]
    pub due: Option<Moment>,
    #[serde(default)]
    pub parts: BTreeMap<ReviewPart, String>,
    /// Entries of the timeline; those that are pinned, until somebody chooses.
    #[serde(default)]
    pub chosen: Option<Vec<u64>>,
    #[serde(default)]
    pub own_line: Option<(Moment, String)>,
    #[serde(default)]
    pub rang: Vec<ReviewBell>,
    /// Who has read it, at which revision.
    #[serde(default)]
    pub readers: Vec<(PersonId, u64)>,
    #[serde(default)]
    pub published: Option<Published>,
    #[serde(default)]
    pub stamps: Stamps,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    pub at: Moment,
    pub by: Option<PersonId>,
    /// The second reader; nothing where nobody else has read it.
    pub read_by: Option<PersonId>,
    /// By their names of then.
    pub audiences: Vec<String>,
    pub people: u64,
    /// What was changed since, by the name of its field; the oldest first.
    #[serde(default)]
    pub later: Vec<(Moment, String)>,
}

impl Record for ReviewRecord {
    const TABLE: Table = Table::Reviews;
    const VERSION: u8 = 1;
}

const OPEN: u8 = 0;
const PUBLISHED: u8 = 1;

impl ReviewRecord {
    pub(super) fn new(incident: IncidentId, owner: Option<PersonId>) -> Self {
        Self {
            incident,
            why: None,
            owner,
            due: None,
            parts: BTreeMap::new(),
            chosen: None,
            own_line: None,
            rang: Vec::new(),
            readers: Vec::new(),
            published: None,
            stamps: Stamps::default(),
        }
    }

    pub fn find(read: &dyn Read, incident: IncidentId) -> Result<Option<Self>> {
        storage::load(read, &incident.0.to_be_bytes())
    }

    /// Stores it in the place of `before`, with its row and timers.
    pub fn save(&self, tx: &mut Tx<'_>, before: Option<&Self>) -> Result<()> {
        if let Some(before) = before {
            tx.delete(Table::ReviewOrder, before.order_key());
        }
        tx.put(Table::ReviewOrder, self.order_key(), Vec::new());
        timers::follow(tx, &before.map(Self::timers).unwrap_or_default(), &self.timers());
        tx.save(&self.incident.0.to_be_bytes(), self)
    }

    /// Nobody has written in it, and it is not wanted any more.
    pub(super) fn remove(&self, tx: &mut Tx<'_>) {
        tx.delete(Table::ReviewOrder, self.order_key());
        timers::follow(tx, &self.timers(), &[]);
        tx.delete(Table::Reviews, self.incident.0.to_be_bytes());
    }

    pub fn stage(&self) -> ReviewStage {
        match (&self.published, self.is_untouched()) {
            (Some(_), _) => ReviewStage::Published,
            (None, true) => ReviewStage::Due,
            (None, false) => ReviewStage::Begun,
        }
    }

    /// It is there because it is due, and for no other reason.
    pub(super) fn is_untouched(&self) -> bool {
        self.why.is_some() && self.stamps.is_blank()
    }

    pub fn is_overdue(&self, now: Moment) -> bool {
        self.published.is_none() && self.due.is_some_and(|due| due < now)
    }

    /// Who has read it as it stands now, and did not write the last of it.
    pub(super) fn readers_now(&self) -> impl Iterator<Item = PersonId> + '_ {
        let now = self.stamps.revision();
        self.readers.iter().filter(move |(_, revision)| *revision == now).map(|(person, _)| *person)
    }

    /// The rows that follow from it, as `verify` expects them.
    pub(crate) fn rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let timers = self.timers().into_iter().map(|timer| timer.row());
        let timers = timers.map(|(key, value)| (Table::Timers, key, value));
        timers.chain([(Table::ReviewOrder, self.order_key(), Vec::new())]).collect()
    }

    fn timers(&self) -> Vec<Timer> {
        let Some(due) = self.due.filter(|_| self.published.is_none()) else { return Vec::new() };
        let waiting = ReviewBell::ALL.into_iter().filter(|bell| !self.rang.contains(bell));
        let timer = |bell: ReviewBell| {
            let (due, which) = (bell.at(due), bell as u64);
            Timer { due, kind: Kind::ReviewRings, subject: self.incident.0, which }
        };
        waiting.map(timer).collect()
    }

    fn order_key(&self) -> Vec<u8> {
        let (class, at) = match &self.published {
            None => (OPEN, self.due.map_or(i64::MAX, |due| due.0)),
            Some(published) => (PUBLISHED, -published.at.0),
        };
        Key::new().byte(class).i64(at).u64(self.incident.0).done()
    }
}

/// What is not published, the first to be due first; then what is, the newest first.
pub(super) fn in_order(read: &dyn Read) -> Result<Vec<ReviewRecord>> {
    let mut all = Vec::new();
    for class in [OPEN, PUBLISHED] {
        for (key, _) in read.scan_prefix(Table::ReviewOrder, &[class], Order::Ascending, LOOKED_AT_MOST)? {
            let mut parts = KeyParts::of(&key);
            let (_, _, incident) = (parts.byte()?, parts.i64()?, parts.u64()?);
            all.extend(ReviewRecord::find(read, IncidentId(incident))?);
        }
    }
    Ok(all)
}

pub(crate) fn is_reviewed(read: &dyn Read, incident: IncidentId) -> Result<bool> {
    read.contains(Table::Reviews, &incident.0.to_be_bytes())
}
