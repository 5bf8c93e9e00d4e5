//! What a review says by itself to its owner: that it is theirs, that it is due soon, that it is overdue.

use domain::ids::IncidentId;
use domain::permissions::{Action, Actor, Object, Relation, Task, Who};
use domain::review::{ReviewBell, ReviewNews};
use domain::time::Moment;

use super::ReviewRecord;
use crate::caller::must_be_permitted;
use crate::error::Result;
use crate::incidents::find;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

pub(crate) fn ring(tx: &mut Tx<'_>, incident: IncidentId, which: u64) -> Result<()> {
    let Some(found) = ReviewRecord::find(tx, incident)? else { return Ok(()) };
    let Some(incident) = find(tx, incident)? else { return Ok(()) };
    let Some(bell) = ReviewBell::ALL.into_iter().find(|bell| *bell as u64 == which) else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::ChangeIncident, Object::Incident(Relation::of(&actor, &incident)))?;
    let mut rang = found.clone();
    rang.rang.push(bell);
    rang.save(tx, Some(&found))?;
    tell(tx, &rang, bell.news(), actor.who)
}

/// Queues a letter to its owner; whether they may know it is asked when it is written.
pub(super) fn tell(tx: &mut Tx<'_>, review: &ReviewRecord, news: ReviewNews, by: Who) -> Result<()> {
    let Some(owner) = review.owner else { return Ok(()) };
    let mut notice = Notice::new(Recipient::Person(owner), NoticeKind::Review(news), Moment(tx.now()));
    notice.incident = Some(review.incident);
    notice.actor = by.person();
    queue_notice(tx, &notice)
}
