//! "Did it work?": a new incident is compared with what done actions should prevent, in the transaction of its report.
//! One that fits is a question to the owner of the action, and one letter, however many more come while it waits.

use std::collections::BTreeSet;

use domain::action::{ActionNews, Deed, Met, Question, Worth};
use domain::ids::ServiceId;
use domain::incident::Incident;
use domain::permissions::{Actor, Task};
use domain::time::Moment;

use super::record::watched;
use super::ring::tell;
use super::{ActionRecord, QUESTIONS_MOST, hears};
use crate::error::Result;
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::{Read, Tx};

pub(crate) fn ask_about(tx: &mut Tx<'_>, incident: &Incident) -> Result<()> {
    let watched = watched(tx, Moment(tx.now()))?;
    if watched.is_empty() || incident.kind.is_request() {
        return Ok(());
    }
    let services: Vec<ServiceId> = incident.affected_now().map(|affected| affected.service).collect();
    let upstream = upstream(tx, &services)?;
    let met = Met { services: &services, upstream: &upstream, kind: incident.kind, title: &incident.title };
    for action in watched {
        ask(tx, &action, incident, &met)?;
    }
    Ok(())
}

fn ask(tx: &mut Tx<'_>, action: &ActionRecord, incident: &Incident, met: &Met<'_>) -> Result<()> {
    let now = Moment(tx.now());
    let settled = action.worth(now) == Worth::NotEffective || action.questions.len() >= QUESTIONS_MOST;
    if settled || action.incident == incident.id {
        return Ok(());
    }
    let Some(fit) = action.prevents.fit(met) else { return Ok(()) };
    let owner = PersonRecord::find(tx, action.owner)?;
    if !owner.is_some_and(|owner| hears(&owner, incident)) {
        return Ok(());
    }
    let waits = action.questions.iter().any(|question| question.answer.is_none());
    let by = Actor::system(Task::Timers).who;
    let mut asked = action.clone();
    asked.questions.push(Question { incident: incident.id, at: now, fit, answer: None });
    asked.note(now, by, Deed::Asked(incident.id));
    asked.save(tx, Some(action))?;
    if !waits {
        tell(tx, &asked, ActionNews::Asked, &[asked.owner], by)?;
    }
    Ok(())
}

/// What these services need, near and far, without themselves.
fn upstream(read: &dyn Read, services: &[ServiceId]) -> Result<Vec<ServiceId>> {
    let mut known: BTreeSet<ServiceId> = services.iter().copied().collect();
    let (mut found, mut next) = (Vec::new(), services.to_vec());
    while let Some(service) = next.pop() {
        let Some(record) = ServiceRecord::find(read, service)? else { continue };
        for needed in record.depends_on {
            if known.insert(needed) {
                found.push(needed);
                next.push(needed);
            }
        }
    }
    Ok(found)
}
