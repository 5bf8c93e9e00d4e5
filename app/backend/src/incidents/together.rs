//! What one viewer sees of a merge: where it led, or what came in. Of an incident they may not read, nothing.

use domain::incident::{Incident, TAKE_APART_WINDOW};
use domain::permissions::{Action, Actor, Object, permits};
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::together::{Duplicate, MergedInto, Together};

use crate::error::Result;
use crate::incidents::look::Look;
use crate::incidents::{index, merged};
use crate::storage::Read;

pub(super) fn together(
    read: &dyn Read,
    actor: &Actor,
    incident: &Incident,
    now: Moment,
    time: impl Fn(Moment) -> TimeView,
) -> Result<Together> {
    Ok(Together {
        into: merged_into(read, actor, incident, now, &time)?,
        duplicates: taken(read, actor, incident, time)?,
    })
}

/// The number of what somebody's report is handled with, when they may read that.
pub(super) fn leads_to(look: &Look<'_>) -> Result<Option<String>> {
    let into = merged_into(look.read, look.actor, look.incident, look.now(), |at| look.time(at))?;
    Ok(into.and_then(|into| into.number))
}

fn merged_into(
    read: &dyn Read,
    actor: &Actor,
    incident: &Incident,
    now: Moment,
    time: impl Fn(Moment) -> TimeView,
) -> Result<Option<MergedInto>> {
    let Some(target) = incident.merged_into.map_or(Ok(None), |target| index::find(read, target))? else {
        return Ok(None);
    };
    let at = incident.ended_at.unwrap_or(incident.changed_at);
    let object = Object::Incident(merged::relation(read, actor, &target)?);
    let may = |action| permits(actor, action, object);
    let until = at.plus(TAKE_APART_WINDOW);
    let source = Object::Incident(merged::relation(read, actor, incident)?);
    let changes = may(Action::ChangeIncident) && permits(actor, Action::ChangeIncident, source);
    let stands = merged::is_newest(read, incident)? && !target.status.is_final();
    Ok(Some(MergedInto {
        number: may(Action::ReadIncident).then(|| target.number.to_string()),
        title: if may(Action::ReadNotes) { target.title } else { String::new() },
        at: time(at),
        apart_until: (changes && stands && now <= until).then(|| time(until)),
    }))
}

fn taken(
    read: &dyn Read,
    actor: &Actor,
    incident: &Incident,
    time: impl Fn(Moment) -> TimeView,
) -> Result<Vec<Duplicate>> {
    let mut seen = Vec::new();
    for source in merged::duplicates(read, incident)? {
        if permits(actor, Action::ReadNotes, Object::Incident(merged::relation(read, actor, &source)?)) {
            seen.push(Duplicate {
                number: source.number.to_string(),
                people: source.people() as u64,
                at: time(source.ended_at.unwrap_or(source.changed_at)),
                title: source.title,
            });
        }
    }
    Ok(seen)
}
