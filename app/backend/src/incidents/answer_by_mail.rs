//! Words that came by mail join the incident they answer: for the team, and from those only who reported it, work on it,
//! follow it or had a letter about it. What was merged leads to what it was merged into.

use domain::ids::IncidentId;
use domain::incident::{Command, decide};
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::time::Moment;

use crate::error::{Error, Result};
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, facts, index, merged, reporter_words};
use crate::settings::Settings;
use crate::storage::Tx;

/// Which incident they are for, and what is known of whoever wrote them.
pub(crate) struct Answer<'a> {
    pub incident: IncidentId,
    /// They had a letter about it.
    pub told: bool,
    pub words: &'a str,
}

/// The entry with the words. Nothing is written when it is refused; `NotFound` for whom it is no business of.
pub(crate) fn answer_by_mail(
    tx: &mut Tx<'_>,
    actor: &Actor,
    answer: &Answer<'_>,
    settings: &Settings,
) -> Result<(IncidentId, u64)> {
    let found = index::find(tx, answer.incident)?.ok_or(Error::NotFound)?;
    let before = merged::leads_to(tx, found)?;
    let relation = merged::relation(tx, actor, &before)?;
    let relation = Relation { told: relation.told || answer.told, ..relation };
    if !permits(actor, Action::AnswerByMail, Object::Incident(relation)) {
        return Err(Error::NotFound);
    }
    let command = Command::Answer { text: answer.words.to_owned(), as_reporter: relation.reporter };
    let facts = facts::gather(tx, Some(&before), &command, actor, settings)?;
    let changes = decide(Some(&before), &facts, &command, actor, Moment(tx.now()))?;
    // What the team writes is never too much.
    if let Some(person) =
        actor.person_id().filter(|_| !permits(actor, Action::ChangeIncident, Object::Incident(relation)))
    {
        reporter_words::count_words(tx, before.id, person, answer.words)?;
    }
    let recorded = record(tx, Some(before), &changes, Hand { origin: Origin::Mail, ..Hand::of(actor.who) }, settings)?;
    Ok((recorded.incident.id, recorded.first))
}
