use domain::Refusal;
use domain::ids::PlannedId;
use domain::permissions::{Action, Object};
use domain::planned::{End, Stage};
use domain::time::Moment;

use super::PlannedRecord;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::{Backend, Caller};

impl Backend {
    /// Done, on time or not, or called off. `seen`: at which revision it was shown to whoever ends it.
    pub async fn end_planned(&self, caller: &Caller, planned: PlannedId, end: End, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Planned)?;
                let found = PlannedRecord::find(tx, planned)?.ok_or(Error::NotFound)?;
                if found.end() == Some(end) {
                    return Ok(());
                }
                found.stamps.all_seen(seen)?;
                let now = Moment(tx.now());
                // What has not begun is called off instead.
                let finishes_nothing = end == End::Finished && found.stage(now) == Stage::Coming;
                if found.ended.is_some() || finishes_nothing {
                    return Err(Refusal::Changed { revision: found.stamps.revision() }.into());
                }
                let mut ended = PlannedRecord { ended: Some((end, now)), ..found.clone() };
                ended.stamps.touch(["ended"], actor.who);
                ended.save(tx, Some(&found))?;
                let on = ended.on(tx)?;
                caller.note(tx, &actor, &Fact::PlannedEnded { on, end })
            })
            .await
    }
}
