use domain::Refusal;
use domain::action::{ActionEnd, Deed};
use domain::ids::ActionId;
use domain::text::Reason;
use domain::time::Moment;

use super::ActionRecord;
use super::gate::to_change;
use super::record::Ended;
use crate::error::Result;
use crate::{Backend, Caller};

impl Backend {
    /// Done, with what was done, or dropped, with why. `seen`: at which revision it was shown to whoever ends it.
    pub async fn end_action(
        &self,
        caller: &Caller,
        action: ActionId,
        how: ActionEnd,
        words: String,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, _) = to_change(tx, &actor, action)?;
                if found.ended.is_some() {
                    return Err(Refusal::AlreadyDone.into());
                }
                found.stamps.all_seen(seen)?;
                let field = match how {
                    ActionEnd::Done => "what",
                    ActionEnd::Dropped => "reason",
                };
                let words = Reason::parse(field, &words)?.into_string();
                let at = Moment(tx.now());
                let mut ended = ActionRecord { ended: Some(Ended { how, at, words }), ..found.clone() };
                ended.stamps.touch(["ended"], actor.who);
                ended.note(at, actor.who, Deed::Ended(how));
                ended.save(tx, Some(&found))
            })
            .await
    }
}
