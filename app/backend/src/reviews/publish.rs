use domain::Refusal;
use domain::field::Problem;
use domain::ids::AudienceId;
use domain::permissions::Action;
use domain::review::ReviewNews;
use domain::time::Moment;

use super::ReviewRecord;
use super::begin::existing;
use super::record::Published;
use crate::audiences::{AudienceRecord, recipients};
use crate::error::Result;
use crate::incidents::{open_gate, read_through};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Read;
use crate::{Backend, Caller};

impl Backend {
    /// Sends it to the audiences; answers to how many people. It needs somebody else who has read it as it stands, or
    /// `unread`: the word that nobody has. Published again it goes to the new audiences, and the list of changes begins
    /// anew.
    pub async fn publish_review(
        &self,
        caller: &Caller,
        number: String,
        audiences: Vec<String>,
        unread: bool,
        seen: Option<u64>,
    ) -> Result<u64> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let incident = open_gate(tx, &actor, &number, Action::TellStakeholders)?;
                let found = existing(ReviewRecord::find(tx, incident.id)?)?;
                // The letter says what stands there now: nobody sends what they have not seen.
                found.stamps.all_seen(seen)?;
                let read_by = found.readers_now().find(|reader| actor.person_id() != Some(*reader));
                if read_by.is_none() && !unread {
                    return Err(Refusal::field("unread", Problem::Missing).into());
                }
                if found.parts.is_empty() {
                    return Err(Refusal::field("happened", Problem::Missing).into());
                }
                let chosen = chosen(tx, &audiences)?;
                let ids: Vec<AudienceId> = chosen.iter().map(|audience| audience.id).collect();
                let to = recipients(tx, &*read_through(tx, &incident)?, &ids)?;
                let people = to.len() as u64;
                for recipient in to {
                    let kind = NoticeKind::Review(ReviewNews::Published);
                    let mut notice = Notice::new(Recipient::Person(recipient.person.id), kind, Moment(tx.now()));
                    notice.incident = Some(incident.id);
                    notice.actor = actor.person_id();
                    notice.reasons = recipient.reasons;
                    queue_notice(tx, &notice)?;
                }
                let published = Published {
                    at: Moment(tx.now()),
                    by: actor.person_id(),
                    read_by,
                    audiences: chosen.into_iter().map(|audience| audience.name).collect(),
                    people,
                    later: Vec::new(),
                };
                let mut after = ReviewRecord { published: Some(published), ..found.clone() };
                after.stamps.touch(["published"], actor.who);
                after.save(tx, Some(&found))?;
                Ok(people)
            })
            .await
    }
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
