//! A merge is a link and moves nothing: who reported or follows a duplicate is read through it, whenever somebody is
//! written to, asked for a right, or counted. Two incidents record one merge, in one transaction.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Command, Facts, Incident, Press, Reporter, UndoFacts, decide};
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::time::Moment;

use crate::error::{Error, Result};
use crate::incidents::change::open_gate;
use crate::incidents::{TimelineEntry, entry, index, replay};
use crate::storage::Read;

/// The incident with everybody and everything that its duplicates bring: for whoever writes, reads and asks for rights.
/// Never stored, and nothing is decided about it.
pub(crate) fn read_through<'a>(read: &dyn Read, incident: &'a Incident) -> Result<Cow<'a, Incident>> {
    if incident.duplicates.is_empty() {
        return Ok(Cow::Borrowed(incident));
    }
    let mut whole = incident.clone();
    let mut people: BTreeSet<PersonId> = whole.reporters.iter().map(|reporter| reporter.person).collect();
    for source in duplicates(read, incident)? {
        // What was written to others before is not theirs.
        let at = source.ended_at.unwrap_or(source.changed_at);
        let new = source.reporters.iter().filter(|reporter| people.insert(reporter.person));
        whole.reporters.extend(new.map(|reporter| {
            let verdict = incident.verdict_of(reporter.person);
            Reporter { at, verdict, ..reporter.clone() }
        }));
        let followers = source.followers.iter().filter(|person| !incident.followers.contains(person));
        whole.followers.extend(followers);
        whole.affected.extend(source.affected);
    }
    whole.also_said.clear();
    Ok(Cow::Owned(whole))
}

/// What was merged into it, in that order.
pub(super) fn duplicates(read: &dyn Read, incident: &Incident) -> Result<Vec<Incident>> {
    let mut found = Vec::with_capacity(incident.duplicates.len());
    for id in &incident.duplicates {
        found.extend(index::find(read, *id)?);
    }
    Ok(found)
}

/// Where a report is handled: in itself, or in what it was merged into.
pub(super) fn leads_to(read: &dyn Read, incident: Incident) -> Result<Incident> {
    let target = incident.merged_into.map_or(Ok(None), |target| index::find(read, target))?;
    Ok(target.unwrap_or(incident))
}

/// Under which incident somebody's report is kept, whose receipt they hold: that one, or a duplicate of it.
pub(crate) fn report_of(read: &dyn Read, incident: &Incident, person: PersonId) -> Result<IncidentId> {
    if incident.reporter(person).is_some() {
        return Ok(incident.id);
    }
    let theirs = duplicates(read, incident)?.into_iter().find(|source| source.reporter(person).is_some());
    Ok(theirs.map_or(incident.id, |source| source.id))
}

/// How the actor stands to it, by what they reported of its duplicates as well.
pub(super) fn relation(read: &dyn Read, actor: &Actor, incident: &Incident) -> Result<Relation> {
    Ok(Relation::of(actor, &*read_through(read, incident)?))
}

/// Whether the actor may open it.
pub(crate) fn may_read(read: &dyn Read, actor: &Actor, incident: &Incident) -> Result<bool> {
    Ok(permits(actor, Action::ReadIncident, Object::Incident(relation(read, actor, incident)?)))
}

/// What a decision about two needs: the other one, as far as the actor may change it, and how it was before.
pub(super) fn facts(read: &dyn Read, incident: &Incident, press: &Press, actor: &Actor) -> Result<Facts> {
    if let Press::Merge { into, .. } = press {
        return match open_gate(read, actor, into.trim(), Action::ChangeIncident) {
            Ok(other) => Ok(Facts { other: Some(Box::new(other)), ..Facts::default() }),
            Err(Error::NotFound) => Ok(Facts::default()),
            Err(error) => Err(error),
        };
    }
    if !matches!(press, Press::TakeApart) {
        return Ok(Facts::default());
    }
    let other = incident.merged_into.map_or(Ok(None), |target| index::find(read, target))?;
    let may = |other: &Incident| permits(actor, Action::ChangeIncident, Object::Incident(Relation::of(actor, other)));
    Ok(Facts { other: other.filter(may).map(Box::new), undo: undo(read, incident)?, ..Facts::default() })
}

/// Nothing happened to it since it was merged.
pub(super) fn is_newest(read: &dyn Read, incident: &Incident) -> Result<bool> {
    Ok(merge_of(read, incident)?.is_some())
}

fn merge_of(read: &dyn Read, incident: &Incident) -> Result<Option<TimelineEntry>> {
    let newest = entry::entry(read, incident.id, incident.revision)?;
    Ok(newest.filter(|newest| matches!(newest.change, Some(Change::Merged { .. }))))
}

/// The state before the merge, while that is the newest entry.
fn undo(read: &dyn Read, incident: &Incident) -> Result<Option<UndoFacts>> {
    let Some(newest) = merge_of(read, incident)? else { return Ok(None) };
    let before = replay::state_before(read, incident.id, newest.sequence)?;
    let (by, at) = (newest.who.person(), newest.at);
    Ok(before.map(|before| UndoFacts { before: Box::new(before), by, at, alone: true }))
}

/// What the other incident records of these changes, decided before anything is written.
pub(super) fn other_side(
    read: &dyn Read,
    actor: &Actor,
    source: &Incident,
    press: &Press,
    changes: &[Change],
    now: Moment,
) -> Result<Option<(Incident, Vec<Change>)>> {
    let reopens = matches!(press, Press::Merge { reopen: true, .. });
    let side = |change: &Change| {
        if let Change::Merged { into } = change {
            let reopen = reopens.then(|| format!("It was reported again: {}", source.number));
            Some((*into, Command::TakeIn { source: source.id, reopen }))
        } else if let Change::TakenApart { from, .. } = change {
            Some((*from, Command::LetGo { source: source.id }))
        } else {
            None
        }
    };
    let Some((other, command)) = changes.iter().find_map(side) else { return Ok(None) };
    let other = index::find(read, other)?.ok_or(Error::NotFound)?;
    let changes = decide(Some(&other), &Facts::default(), &command, actor, now)?;
    Ok(Some((other, changes)))
}
