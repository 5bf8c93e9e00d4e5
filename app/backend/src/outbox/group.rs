//! Which due notices become one letter: same recipient, same incident, once the last press of them has waited.

use std::collections::BTreeMap;

use domain::ids::IncidentId;
use domain::time::{MINUTE, UNDO_WINDOW};

use crate::error::Result;
use crate::notices::Audience;
use crate::notices::due_before;
use crate::notices::{Queued, Recipient};
use crate::storage::Read;

/// Notices looked at in one round; a longer queue takes more rounds.
const LOOKED_AT: usize = 2_000;
/// Press after press puts a letter off no longer than this.
const PUT_OFF: i64 = MINUTE;

/// What is ripe, oldest first, and when the next will be.
pub(super) struct Ripe {
    pub groups: Vec<Vec<Queued>>,
    pub next: Option<i64>,
}

/// Receipts and the like never wait for a press that came after them, so they group apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct GroupKey {
    recipient: Recipient,
    incident: Option<IncidentId>,
    waits: bool,
    /// Letters about an account are never merged.
    alone: Option<u64>,
}

pub(super) fn ripe(read: &dyn Read, now: i64) -> Result<Ripe> {
    let mut groups: BTreeMap<GroupKey, Vec<Queued>> = BTreeMap::new();
    let mut next: Option<i64> = None;
    for queued in due_before(read, now + UNDO_WINDOW + 1, LOOKED_AT)? {
        groups.entry(key_of(&queued)).or_default().push(queued);
    }
    let mut ripe: Vec<Vec<Queued>> = Vec::new();
    for group in groups.into_values() {
        let (first, last) = (group.first().map_or(now, |q| q.due), group.last().map_or(now, |q| q.due));
        let at = last.min(first + PUT_OFF);
        if at <= now {
            ripe.push(group.into_iter().filter(|queued| queued.due <= now).collect());
        } else {
            next = Some(next.map_or(at, |next| next.min(at)));
        }
    }
    ripe.sort_by_key(|group| group.first().map(|queued| (queued.due, queued.id)));
    Ok(Ripe { groups: ripe, next })
}

fn key_of(queued: &Queued) -> GroupKey {
    let notice = &queued.notice;
    let alone = notice.kind.spec().to == Audience::Person || notice.incident.is_none();
    GroupKey {
        recipient: notice.recipient.clone(),
        incident: notice.incident,
        waits: notice.kind.spec().waits,
        alone: alone.then_some(queued.id),
    }
}
