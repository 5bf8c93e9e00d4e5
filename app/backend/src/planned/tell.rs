use domain::Refusal;
use domain::field::Problem;
use domain::ids::{AudienceId, PlannedId};
use domain::permissions::{Action, Object, Who};
use domain::planned::{Stage, Telling};
use domain::time::Moment;

use super::recipients::recipients;
use super::{PlannedRecord, REMINDED_BEFORE, TOLD_MOST, Told};
use crate::audiences::AudienceRecord;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::{Read, Tx};
use crate::{Backend, Caller};

impl Backend {
    /// Tells the audiences how it stands now; answers how many people that are. `remind`: and once more the day before.
    pub async fn tell_planned(
        &self,
        caller: &Caller,
        planned: PlannedId,
        audiences: Vec<String>,
        remind: bool,
        seen: Option<u64>,
    ) -> Result<u64> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::TellStakeholders, Object::Planned)?;
                let found = PlannedRecord::find(tx, planned)?.ok_or(Error::NotFound)?;
                // The letter says what stands there now: nobody sends what they have not seen.
                found.stamps.all_seen(seen)?;
                let chosen = chosen(tx, &audiences)?;
                let ids: Vec<AudienceId> = chosen.iter().map(|audience| audience.id).collect();
                let now = Moment(tx.now());
                let telling = Telling::of(found.stage(now), found.end());
                let mut told = found.clone();
                let people = tell(tx, &mut told, telling, &ids, actor.who)?;
                if remind && may_remind(&found, now) {
                    told.remind = ids;
                }
                told.save(tx, Some(&found))?;
                let audiences = chosen.into_iter().map(|audience| audience.name).collect();
                caller.note(tx, &actor, &Fact::PlannedTold { on: told.on(tx)?, audiences, people })?;
                Ok(people)
            })
            .await
    }
}

/// There is a day before it begins, and it has not come yet.
pub(super) fn may_remind(planned: &PlannedRecord, now: Moment) -> bool {
    let coming = planned.ended.is_none() && planned.stage(now) == Stage::Coming;
    coming && planned.begins.plus(-REMINDED_BEFORE) > now
}

fn chosen(read: &dyn Read, audiences: &[String]) -> Result<Vec<AudienceRecord>> {
    let mut chosen = AudienceRecord::all(read)?;
    chosen.retain(|audience| audiences.contains(&audience.id.to_string()));
    let problem = match (audiences.is_empty(), chosen.is_empty()) {
        (true, _) => Problem::Missing,
        (false, true) => Problem::Unknown,
        (false, false) => return Ok(chosen),
    };
    Err(Refusal::field("audiences", problem).into())
}

/// Queues a letter to each of them, and keeps that it was.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    planned: &mut PlannedRecord,
    telling: Telling,
    audiences: &[AudienceId],
    by: Who,
) -> Result<u64> {
    let at = Moment(tx.now());
    let recipients = recipients(tx, planned, audiences)?;
    let people = recipients.len() as u64;
    for (person, reasons) in recipients {
        let mut notice = Notice::new(Recipient::Person(person), NoticeKind::Planned(telling), at);
        notice.planned = Some(planned.id);
        notice.actor = by.person();
        notice.reasons = reasons.into_iter().collect();
        queue_notice(tx, &notice)?;
    }
    planned.told.insert(0, Told { at, telling, people });
    planned.told.truncate(TOLD_MOST);
    Ok(people)
}
