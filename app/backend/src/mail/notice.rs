//! A letter that is owed: queued in the transaction of the change it tells of, about 200 bytes, without words.
//! The outbox claims it when it is due, asks again whether the recipient may know, and only then renders.

use domain::audience::RecipientReason;
use domain::ids::{IncidentId, PersonId};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::mail::letters::{Matter, Part};
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

/// Letters about a person's press wait so long, in milliseconds: "Undo" withdraws them, and presses in that
/// time make one letter.
pub const PRESS_DELAY: i64 = domain::time::UNDO_WINDOW;

/// Most notices of one incident that one undo withdraws.
pub const WITHDRAWN_MOST: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub recipient: PersonId,
    pub subject: Subject,
    /// Why they get it; said in the footer.
    pub reasons: Vec<RecipientReason>,
    /// UTC milliseconds: not before.
    pub due: i64,
    pub queued_at: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Subject {
    /// One timeline entry of one incident; what it says is read from the entry when the letter is rendered.
    Incident { incident: IncidentId, sequence: u64, kind: IncidentNotice },
    /// About no incident: the facts themselves. A `secret` link is shown as removed and its bytes are erased.
    Plain { matter: Box<Matter>, link: Option<String>, secret: bool },
}

/// What the recipient is told about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncidentNotice {
    Receipt,
    Taken,
    Resolved,
    Reopened,
    Cancelled,
    TeamMessage,
    Question,
    ReporterSaid,
    NewIncident,
    Assigned(Part),
    MajorProposed,
    PriorityRaised,
    Update,
    /// A restricted incident changed: a link and no words.
    Restricted,
}

impl IncidentNotice {
    /// Never held by the storm brake: first notices, rises, endings, what somebody must act on.
    pub fn bypasses_brake(self) -> bool {
        !matches!(self, Self::Update | Self::ReporterSaid | Self::Taken)
    }

    /// Mandatory letters carry no unsubscribe link: own receipts, assigned work, security duties.
    pub fn is_mandatory(self) -> bool {
        matches!(
            self,
            Self::Receipt
                | Self::Question
                | Self::TeamMessage
                | Self::Assigned(_)
                | Self::Restricted
                | Self::MajorProposed
        )
    }
}

impl Record for Notice {
    const TABLE: Table = Table::Notices;
    const VERSION: u8 = 1;
}

/// Puts the notice into the queue of its transaction and wakes the outbox at the commit.
pub fn queue_notice(tx: &mut Tx<'_>, notice: &Notice) -> Result<()> {
    let id = tx.random_id();
    if let Subject::Incident { incident, sequence, .. } = &notice.subject {
        let key = Key::new().u64(incident.0).u64(*sequence).u64(id).done();
        tx.put(Table::NoticesByIncident, key, notice.due.to_be_bytes());
    }
    tx.save(&notice_key(notice.due, id), notice)?;
    tx.wake_outbox();
    Ok(())
}

/// Takes back every notice about the entries from `sequence` on that no letter was made of yet.
pub fn withdraw_notices(tx: &mut Tx<'_>, incident: IncidentId, sequence: u64) -> Result<u32> {
    let from = Key::new().u64(incident.0).u64(sequence).done();
    let to = storage::keys::prefix_end(&Key::new().u64(incident.0).done());
    let rows = tx.scan(Table::NoticesByIncident, &from, &to, Order::Ascending, WITHDRAWN_MOST)?;
    let mut withdrawn = 0;
    for (key, due) in rows {
        let mut parts = KeyParts::of(&key);
        let (_, _, id) = (parts.u64()?, parts.u64()?, parts.u64()?);
        let due = due.try_into().map_or(0, i64::from_be_bytes);
        tx.delete(Table::Notices, notice_key(due, id));
        tx.delete(Table::NoticesByIncident, key);
        withdrawn += 1;
    }
    Ok(withdrawn)
}

/// Takes a notice out of the queue, when a letter was made of it or nobody is to be told any more.
pub fn remove_notice(tx: &mut Tx<'_>, key: &[u8], notice: &Notice) -> Result<()> {
    let mut parts = KeyParts::of(key);
    let (_, id) = (parts.i64()?, parts.u64()?);
    if let Subject::Incident { incident, sequence, .. } = &notice.subject {
        tx.delete(Table::NoticesByIncident, Key::new().u64(incident.0).u64(*sequence).u64(id).done());
    }
    tx.delete(Table::Notices, key);
    Ok(())
}

/// Instant and identity: the queue is in the order of due instants.
pub fn notice_key(due: i64, id: u64) -> Vec<u8> {
    Key::new().i64(due).u64(id).done()
}
