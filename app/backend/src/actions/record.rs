//! A stored action, with its rows: in the order of days, by the incidents it is of or came back in, and its timers.

use domain::action::{ActionBell, ActionEnd, ActionKind, Deed, Prevents, Question, Worth};
use domain::ids::{ActionId, IncidentId, PersonId};
use domain::time::{DAY, Moment};
use serde::{Deserialize, Serialize};

use super::{LOOKED_AT_MOST, OF_INCIDENT_MOST, QUESTIONS_MOST, WATCHED_MOST};
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};
use crate::timers::{self, Kind, Timer};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionRecord {
    pub id: ActionId,
    pub incident: IncidentId,
    pub kind: ActionKind,
    pub words: String,
    pub owner: PersonId,
    /// The last instant of the day.
    pub due: Moment,
    #[serde(default)]
    pub prevents: Prevents,
    /// From the day it is done; 0 watches for nothing.
    #[serde(default)]
    pub watch_days: u16,
    #[serde(default)]
    pub ended: Option<Ended>,
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Those that rang for this due day.
    #[serde(default)]
    pub rang: Vec<ActionBell>,
    /// The oldest first.
    #[serde(default)]
    pub history: Vec<Happened>,
    #[serde(default)]
    pub stamps: Stamps,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    pub how: ActionEnd,
    pub at: Moment,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    pub at: Moment,
    /// Nobody, where it happened by itself.
    #[serde(default)]
    pub by: Option<PersonId>,
    pub deed: Deed,
}

impl Record for ActionRecord {
    const TABLE: Table = Table::Actions;
    const VERSION: u8 = 1;
}

const OPEN: u8 = 0;
const ENDED: u8 = 1;
const WATCHED: u8 = 2;

/// How an action is named by an incident.
const OF_IT: u8 = 0;
const CAME_BACK: u8 = 1;

impl ActionRecord {
    pub fn find(read: &dyn Read, id: ActionId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    /// Stores it in the place of `before`, with its rows and timers.
    pub fn save(&self, tx: &mut Tx<'_>, before: Option<&Self>) -> Result<()> {
        for (table, key, _) in before.map(Self::index_rows).unwrap_or_default() {
            tx.delete(table, key);
        }
        for (table, key, value) in self.index_rows() {
            tx.put(table, key, value);
        }
        timers::follow(tx, &before.map(Self::timers).unwrap_or_default(), &self.timers());
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    pub fn end(&self) -> Option<ActionEnd> {
        self.ended.as_ref().map(|ended| ended.how)
    }

    pub fn is_overdue(&self, now: Moment) -> bool {
        self.ended.is_none() && self.due < now
    }

    /// Nothing where it is not done, or names nothing to watch for.
    pub fn watched_until(&self) -> Option<Moment> {
        let done = self.ended.as_ref().filter(|ended| ended.how == ActionEnd::Done)?;
        let watches = self.watch_days > 0 && !self.prevents.is_nothing();
        watches.then(|| done.at.plus(i64::from(self.watch_days) * DAY))
    }

    pub fn worth(&self, now: Moment) -> Worth {
        Worth::of(self.end(), self.watched_until(), &self.questions, now)
    }

    /// The rows that follow from it, as `verify` expects them.
    pub(crate) fn rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let timers = self.timers().into_iter().map(|timer| timer.row());
        timers.map(|(key, value)| (Table::Timers, key, value)).chain(self.index_rows()).collect()
    }

    fn index_rows(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let order =
            |class: u8, at: i64| (Table::ActionOrder, Key::new().byte(class).i64(at).u64(self.id.0).done(), Vec::new());
        let named = |incident: IncidentId, how: u8| {
            let key = Key::new().u64(incident.0).byte(how).u64(self.id.0).done();
            (Table::ActionsByIncident, key, Vec::new())
        };
        let mut rows = vec![named(self.incident, OF_IT)];
        rows.push(match &self.ended {
            None => order(OPEN, self.due.0),
            Some(ended) => order(ENDED, -ended.at.0),
        });
        rows.extend(self.watched_until().map(|until| order(WATCHED, until.0)));
        let came_back = self.questions.iter().filter(|question| question.answer.is_some_and(|answer| answer.yes));
        rows.extend(came_back.map(|question| named(question.incident, CAME_BACK)));
        rows
    }

    fn timers(&self) -> Vec<Timer> {
        let waiting = ActionBell::ALL.into_iter().filter(|bell| self.ended.is_none() && !self.rang.contains(bell));
        let timer = |bell: ActionBell| {
            let (due, which) = (bell.at(self.due), bell as u64);
            Timer { due, kind: Kind::ActionRings, subject: self.id.0, which }
        };
        waiting.map(timer).collect()
    }
}

/// What is open, the first to be due first; then what has ended, the newest first.
pub(super) fn in_order(read: &dyn Read) -> Result<Vec<ActionRecord>> {
    let mut all = Vec::new();
    for class in [OPEN, ENDED] {
        for (key, _) in read.scan_prefix(Table::ActionOrder, &[class], Order::Ascending, LOOKED_AT_MOST)? {
            all.extend(of_order_row(read, &key)?);
        }
    }
    Ok(all)
}

/// Those whose watch is not over.
pub(super) fn watched(read: &dyn Read, now: Moment) -> Result<Vec<ActionRecord>> {
    let (from, to) = (Key::new().byte(WATCHED).i64(now.0).done(), vec![WATCHED + 1]);
    let mut all = Vec::new();
    for (key, _) in read.scan(Table::ActionOrder, &from, &to, Order::Ascending, WATCHED_MOST)? {
        all.extend(of_order_row(read, &key)?);
    }
    Ok(all)
}

fn of_order_row(read: &dyn Read, key: &[u8]) -> Result<Option<ActionRecord>> {
    let mut parts = KeyParts::of(key);
    let (_, _, id) = (parts.byte()?, parts.i64()?, parts.u64()?);
    ActionRecord::find(read, ActionId(id))
}

/// The actions of an incident, the oldest first.
pub(crate) fn actions_of(read: &dyn Read, incident: IncidentId) -> Result<Vec<ActionRecord>> {
    named_by(read, incident, OF_IT, OF_INCIDENT_MOST)
}

/// Actions that should have prevented it, and did not.
pub(crate) fn came_back_in(read: &dyn Read, incident: IncidentId) -> Result<Vec<ActionRecord>> {
    named_by(read, incident, CAME_BACK, QUESTIONS_MOST)
}

/// Whether any action is of it, or should have prevented it.
pub(crate) fn is_named_in(read: &dyn Read, incident: IncidentId) -> Result<bool> {
    let prefix = Key::new().u64(incident.0).done();
    Ok(!read.scan_prefix(Table::ActionsByIncident, &prefix, Order::Ascending, 1)?.is_empty())
}

fn named_by(read: &dyn Read, incident: IncidentId, how: u8, most: usize) -> Result<Vec<ActionRecord>> {
    let prefix = Key::new().u64(incident.0).byte(how).done();
    let mut all = Vec::new();
    for (key, _) in read.scan_prefix(Table::ActionsByIncident, &prefix, Order::Ascending, most)? {
        let mut parts = KeyParts::of(&key);
        let (_, _, id) = (parts.u64()?, parts.byte()?, parts.u64()?);
        all.extend(ActionRecord::find(read, ActionId(id))?);
    }
    Ok(all)
}
