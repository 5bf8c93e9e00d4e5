//! What an open action says by itself: before the day, on it, and a week later to managers as well.

use domain::action::{ActionBell, ActionNews, Deed};
use domain::ids::{ActionId, PersonId};
use domain::permissions::{Action, Actor, Object, Relation, Task, Who};
use domain::time::Moment;

use super::{ActionRecord, managers_who_hear};
use crate::caller::must_be_permitted;
use crate::error::Result;
use crate::incidents::find;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

impl ActionRecord {
    /// What would have rung before it was written down, or before its day was moved, is left out.
    pub(super) fn rings_from(&mut self, now: Moment) {
        self.rang = ActionBell::ALL.into_iter().filter(|bell| bell.at(self.due) <= now).collect();
    }
}

pub(crate) fn ring(tx: &mut Tx<'_>, action: ActionId, which: u64) -> Result<()> {
    let Some(found) = ActionRecord::find(tx, action)? else { return Ok(()) };
    let Some(incident) = find(tx, found.incident)? else { return Ok(()) };
    let Some(bell) = ActionBell::ALL.into_iter().find(|bell| *bell as u64 == which) else { return Ok(()) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::ChangeIncident, Object::Incident(Relation::of(&actor, &incident)))?;
    let mut rang = found.clone();
    rang.rang.push(bell);
    let people = match bell {
        ActionBell::DueSoon | ActionBell::Overdue => vec![found.owner],
        ActionBell::Escalated => {
            rang.note(Moment(tx.now()), actor.who, Deed::Escalated);
            managers_who_hear(tx, &incident)?
        }
    };
    rang.save(tx, Some(&found))?;
    tell(tx, &rang, bell.news(), &people, actor.who)
}

/// Queues a letter to each of them. Whether they may know it is asked when it is written.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    action: &ActionRecord,
    news: ActionNews,
    people: &[PersonId],
    by: Who,
) -> Result<()> {
    for person in people {
        let mut notice = Notice::new(Recipient::Person(*person), NoticeKind::Action(news), Moment(tx.now()));
        (notice.incident, notice.action) = (Some(action.incident), Some(action.id));
        notice.actor = by.person();
        queue_notice(tx, &notice)?;
    }
    Ok(())
}
