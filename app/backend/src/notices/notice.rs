//! A notice: what somebody is to be told, about 200 bytes, queued in the transaction of the change itself.
//!
//! It holds no rendered words and no address: both are looked up when it is claimed, so that what was forbidden,
//! undone or corrected meanwhile is never sent. Queueing is all a use case needs to know of mail.

use domain::audience::RecipientReason;
use domain::classification::Priority;
use domain::clock::Span;
use domain::ids::{ActionId, IncidentId, PersonId, PlannedId};
use domain::person::Email;
use domain::time::{Moment, UNDO_WINDOW};
use serde::{Deserialize, Serialize};

use super::NoticeKind;
use super::deliveries::{Unsent, owed, unsent};
use crate::delivery::SET_ASIDE;
use crate::error::Result;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

/// Notices of one incident that one undo withdraws; a fan-out reaches no more people than this.
const WITHDRAWN_AT_ONCE: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Recipient {
    Person(PersonId),
    /// Somebody we know only by address: a mail test, a subscription to be confirmed.
    Address(Email),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub recipient: Recipient,
    pub kind: NoticeKind,
    #[serde(default)]
    pub incident: Option<IncidentId>,
    #[serde(default)]
    pub planned: Option<PlannedId>,
    #[serde(default)]
    pub action: Option<ActionId>,
    /// Sequence of the timeline entry that queued it; undoing that entry withdraws it.
    #[serde(default)]
    pub revision: u64,
    /// The instant of the press, from the transaction.
    pub at: Moment,
    #[serde(default)]
    pub actor: Option<PersonId>,
    #[serde(default)]
    pub reasons: Vec<RecipientReason>,
    /// What a person wrote.
    #[serde(default)]
    pub words: Option<String>,
    /// The priority before the press, for letters that say how it rose.
    #[serde(default)]
    pub priority_before: Option<Priority>,
    /// A ready-made address that opens something; gone with the notice when it is claimed.
    #[serde(default)]
    pub link: Option<String>,
    /// The hours that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// After this instant the letter is worth nothing and is not sent.
    #[serde(default)]
    pub expires: Option<Moment>,
}

/// A notice with its place in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    pub due: i64,
    pub id: u64,
    pub notice: Notice,
}

impl Queued {
    /// The storm brake moved it; several such to one recipient become one letter.
    pub fn is_held(&self) -> bool {
        self.due > self.notice.first_due()
    }
}

impl Record for Notice {
    const TABLE: Table = Table::Notices;
    const VERSION: u8 = 1;
}

impl Notice {
    pub fn new(recipient: Recipient, kind: NoticeKind, at: Moment) -> Self {
        Self {
            recipient,
            kind,
            incident: None,
            planned: None,
            action: None,
            revision: 0,
            at,
            actor: None,
            reasons: Vec::new(),
            words: None,
            priority_before: None,
            link: None,
            span: None,
            expires: None,
        }
    }

    /// When it is due by itself.
    pub(crate) fn first_due(&self) -> i64 {
        self.at.0 + if self.kind.spec().waits { UNDO_WINDOW } else { 0 }
    }
}

/// Queues a letter to one recipient and wakes the outbox after the commit.
pub fn queue_notice(tx: &mut Tx<'_>, notice: &Notice) -> Result<()> {
    queue(tx, notice, false)
}

/// The same for an update to stakeholders: screens say how far its letters have come.
pub fn queue_update(tx: &mut Tx<'_>, notice: &Notice) -> Result<()> {
    queue(tx, notice, true)
}

fn queue(tx: &mut Tx<'_>, notice: &Notice, update: bool) -> Result<()> {
    let due = notice.first_due();
    let id = tx.random_id();
    put(tx, due, id, notice)?;
    owed(tx, notice, update)?;
    tx.wake_outbox();
    Ok(())
}

/// Undo: what that entry queued and nobody has claimed is never sent. Answers how many letters that were.
pub fn withdraw_notices(tx: &mut Tx<'_>, incident: IncidentId, revision: u64) -> Result<usize> {
    let mut withdrawn = 0;
    for queued in of_incident(tx, incident)? {
        if queued.notice.revision == revision {
            forget(tx, &queued, Unsent::Withdrawn)?;
            withdrawn += 1;
        }
    }
    Ok(withdrawn)
}

fn put(tx: &mut Tx<'_>, due: i64, id: u64, notice: &Notice) -> Result<()> {
    tx.save(&key(due, id), notice)?;
    if let Some(incident) = notice.incident {
        tx.put(Table::NoticesByIncident, Key::new().u64(incident.0).u64(id).done(), Key::new().i64(due).done());
    }
    Ok(())
}

pub(crate) fn remove(tx: &mut Tx<'_>, queued: &Queued) {
    tx.delete(Table::Notices, key(queued.due, queued.id));
    if let Some(incident) = queued.notice.incident {
        tx.delete(Table::NoticesByIncident, Key::new().u64(incident.0).u64(queued.id).done());
    }
}

/// Takes it out of the queue for good, without a letter. True when nothing of an update waits any more.
pub(crate) fn forget(tx: &mut Tx<'_>, queued: &Queued, why: Unsent) -> Result<bool> {
    remove(tx, queued);
    unsent(tx, &queued.notice, why)
}

/// Puts back what had become a letter that nobody got; its entry counts it already.
pub(crate) fn requeue(tx: &mut Tx<'_>, notice: &Notice) -> Result<()> {
    let id = tx.random_id();
    put(tx, notice.first_due(), id, notice)
}

/// Moves notices to a later instant.
pub(crate) fn hold(tx: &mut Tx<'_>, queued: &Queued, until: i64) -> Result<()> {
    remove(tx, queued);
    put(tx, until, queued.id, &queued.notice)
}

pub(crate) fn is_still_queued(read: &dyn Read, queued: &Queued) -> Result<bool> {
    let stored: Option<Notice> = storage::load(read, &key(queued.due, queued.id))?;
    Ok(stored.as_ref() == Some(&queued.notice))
}

/// The first `limit` notices that are due before `until`.
pub(crate) fn due_before(read: &dyn Read, until: i64, limit: usize) -> Result<Vec<Queued>> {
    let rows = read.scan(Table::Notices, &[], &Key::new().i64(until).done(), Order::Ascending, limit)?;
    rows.iter().map(|(key, value)| parse(key, value)).collect()
}

pub(crate) fn next_due(read: &dyn Read) -> Result<Option<i64>> {
    let first = read.scan(Table::Notices, &[], &Key::new().i64(SET_ASIDE).done(), Order::Ascending, 1)?;
    first.first().map(|(key, _)| KeyParts::of(key).i64()).transpose()
}

/// What is queued about one incident, for its page and for undo.
pub fn of_incident(read: &dyn Read, incident: IncidentId) -> Result<Vec<Queued>> {
    let prefix = Key::new().u64(incident.0).done();
    let rows = read.scan_prefix(Table::NoticesByIncident, &prefix, Order::Ascending, WITHDRAWN_AT_ONCE)?;
    let mut found = Vec::with_capacity(rows.len());
    for (index, due) in rows {
        let mut parts = KeyParts::of(&index);
        parts.u64()?;
        let (id, due) = (parts.u64()?, KeyParts::of(&due).i64()?);
        if let Some(notice) = storage::load(read, &key(due, id))? {
            found.push(Queued { due, id, notice });
        }
    }
    Ok(found)
}

pub(crate) fn parse(key: &[u8], value: &[u8]) -> Result<Queued> {
    let mut parts = KeyParts::of(key);
    Ok(Queued { due: parts.i64()?, id: parts.u64()?, notice: storage::decode(value)? })
}

fn key(due: i64, id: u64) -> Vec<u8> {
    Key::new().i64(due).u64(id).done()
}
