use domain::Refusal;
use domain::action::{ActionNews, Answer, Deed, Worth};
use domain::ids::{ActionId, IncidentId};
use domain::time::Moment;

use super::gate::{may_hear, to_change};
use super::managers_who_hear;
use super::ring::tell;
use crate::error::{Error, Result};
use crate::incidents::find;
use crate::{Backend, Caller};

impl Backend {
    /// Whether that incident is what the action should have prevented. The first "yes" is told to its owner and to
    /// managers, once; an answer stands.
    pub async fn answer_action(
        &self,
        caller: &Caller,
        action: ActionId,
        incident: IncidentId,
        yes: bool,
    ) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, own) = to_change(tx, &actor, action)?;
                let met = find(tx, incident)?.filter(|met| may_hear(&actor, met)).ok_or(Error::NotFound)?;
                let now = Moment(tx.now());
                let mut answered = found.clone();
                let question = answered.questions.iter_mut().find(|question| question.incident == met.id);
                let question = question.ok_or(Error::NotFound)?;
                match question.answer {
                    Some(answer) if answer.yes == yes => return Ok(()),
                    Some(_) => return Err(Refusal::AlreadyDone.into()),
                    None => question.answer = Some(Answer { yes, at: now, by: actor.person_id() }),
                }
                answered.stamps.touch(["questions"], actor.who);
                answered.note(now, actor.who, Deed::Answered { incident: met.id, yes });
                answered.save(tx, Some(&found))?;
                if yes && found.worth(now) != Worth::NotEffective {
                    let mut people = managers_who_hear(tx, &own)?;
                    people.retain(|person| *person != found.owner);
                    people.push(found.owner);
                    people.retain(|person| actor.person_id() != Some(*person));
                    tell(tx, &answered, ActionNews::NotEffective, &people, actor.who)?;
                }
                Ok(())
            })
            .await
    }
}
