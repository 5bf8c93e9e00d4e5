//! What is pressing and taken by nobody goes on by steps (`duty/policy.rs`): each after a wait, until somebody takes it or
//! says that they have seen it. It begins when an incident comes to wait for somebody who takes it; being assigned by
//! hand neither answers nor begins it anew. A row says at which step it is and who was told, and stands as long as
//! nobody answers; its timer as long as there is a step to come. What is restricted goes to its members, and then to all
//! administrators, who read nothing of it.

use domain::classification::Priority;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Command, Facts, Incident, Status, decide};
use domain::permissions::{Action, Actor, Object, Relation, Task};
use domain::time::{MINUTE, Moment};
use serde::{Deserialize, Serialize};

use crate::caller::must_be_permitted;
use crate::duty::{Callout, Hour, Reached, Step};
use crate::error::Result;
use crate::incidents::record::{Hand, record};
use crate::incidents::{alert_letters, facts, index};
use crate::pushes;
use crate::settings::Settings;
use crate::storage::{self, Order, Read, Record, Table, Tx};
use crate::timers::{self, Kind, Timer};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct EscalationRecord {
    /// The next step; `None` when there is none.
    #[serde(default)]
    pub due: Option<Moment>,
    /// The next one, counted from the one after the first; from the first where it began anew.
    step: u8,
    told: Vec<PersonId>,
    /// How often it began anew.
    #[serde(default)]
    round: u8,
    /// Whom the last step reached.
    #[serde(default)]
    pub last: Vec<PersonId>,
    /// And whoever is the last resort outside.
    #[serde(default)]
    pub outside: bool,
    #[serde(default)]
    pub last_at: Option<Moment>,
}

impl Record for EscalationRecord {
    const TABLE: Table = Table::Escalations;
    const VERSION: u8 = 1;
}

impl EscalationRecord {
    pub fn find(read: &dyn Read, incident: IncidentId) -> Result<Option<Self>> {
        storage::load(read, &key(incident))
    }

    fn place(&self) -> usize {
        usize::from(self.step) + usize::from(self.round == 0)
    }

    /// Begins anew where it came to the end and may; `false` when nothing is left.
    fn has_next(&mut self, steps: &[Step], repeats: u8) -> bool {
        if self.place() >= steps.len() && self.round < repeats {
            self.round += 1;
            (self.step, self.outside) = (0, false);
            self.told.clear();
        }
        self.place() < steps.len()
    }

    /// Whom the next step reaches who is not told yet, and where it stands then.
    pub fn next(&self, callout: &Callout, hour: Hour) -> (Self, Reached) {
        let (mut record, steps) = (self.clone(), callout.steps());
        // A step that finds nobody new does not keep the next one waiting.
        while record.has_next(&steps, callout.repeats()) {
            let mut reached = callout.further(record.place(), hour);
            reached.people.retain(|(person, _)| !record.told.contains(person));
            reached.outside = reached.outside.filter(|_| !record.outside);
            record.step += 1;
            if !reached.is_nobody() {
                return (record, reached);
            }
        }
        (record, Reached::default())
    }

    fn tell(&mut self, reached: &Reached, at: Moment) {
        self.last = reached.people.iter().map(|(person, _)| *person).collect();
        self.told.extend(&self.last);
        (self.outside, self.last_at) = (reached.outside.is_some(), Some(at));
    }
}

/// How pressing it is while it waits for somebody; `None` for what waits for nobody, or not so urgently.
pub(super) fn waits_as(incident: &Incident) -> Option<Priority> {
    let waits = incident.status == Status::Reported && !incident.is_acknowledged();
    incident.shown_priority().filter(|priority| waits && *priority <= Priority::P2)
}

pub(super) fn hour(incident: &Incident, now: Moment) -> Hour {
    Hour { now, is_p1: incident.shown_priority() == Some(Priority::P1) }
}

/// The wait before the step after that one.
fn wait(steps: &[Step], place: usize, priority: Priority) -> i64 {
    let minutes = steps.get(place).or(steps.last()).map_or(0, |step| i64::from(step.minutes));
    let times = if priority == Priority::P1 { 1 } else { 2 };
    minutes * MINUTE * times
}

fn key(incident: IncidentId) -> [u8; 8] {
    incident.0.to_be_bytes()
}

fn timer(incident: u64, due: Moment) -> Timer {
    Timer { due, kind: Kind::DutyEscalates, subject: incident, which: 0 }
}

/// Begins and ends it with the state of the incident. What somebody has seen keeps its row, and has no next step.
pub(super) fn follow(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident, quiet: bool) -> Result<()> {
    match (before.and_then(waits_as), waits_as(after)) {
        (None, Some(priority)) if !quiet => begin(tx, after, priority, rises(before, after)),
        (_, None) if after.status == Status::Reported && after.is_acknowledged() => stop(tx, after.id),
        (_, None) => end(tx, after.id),
        (_, Some(_)) => Ok(()),
    }
}

/// It was there and less pressing: whoever is told first was not told of this.
fn rises(before: Option<&Incident>, after: &Incident) -> bool {
    before.is_some_and(|before| before.shown_priority().is_none_or(|was| Some(was) > after.shown_priority()))
}

fn begin(tx: &mut Tx<'_>, incident: &Incident, priority: Priority, rises: bool) -> Result<()> {
    pushes::queue_alert(tx, incident.id)?;
    let (callout, now) = (Callout::load(tx)?, Moment(tx.now()));
    if !callout.escalates() {
        return Ok(());
    }
    let mut record = EscalationRecord {
        due: None,
        step: 0,
        told: Vec::new(),
        round: 0,
        last: Vec::new(),
        outside: false,
        last_at: None,
    };
    let reached = if incident.restricted {
        let members = incident.members.iter();
        let people = members.map(|person| (*person, domain::audience::RecipientReason::Member)).collect();
        Reached { people, outside: None }
    } else {
        callout.first(hour(incident, now))
    };
    record.tell(&reached, now);
    if rises && !incident.restricted {
        alert_letters::further(tx, incident, &reached)?;
    } else if let Some(outside) = &reached.outside {
        alert_letters::outside(tx, incident, outside)?;
    }
    let steps = callout.steps();
    record.due = Some(now.plus(wait(&steps, 0, priority)));
    keep(tx, incident.id, &record)
}

fn keep(tx: &mut Tx<'_>, incident: IncidentId, record: &EscalationRecord) -> Result<()> {
    end(tx, incident)?;
    if let Some(due) = record.due {
        timers::set(tx, &timer(incident.0, due));
    }
    tx.save(&key(incident), record)
}

/// Somebody has seen it.
fn stop(tx: &mut Tx<'_>, incident: IncidentId) -> Result<()> {
    let Some(record) = EscalationRecord::find(tx, incident)? else { return Ok(()) };
    keep(tx, incident, &EscalationRecord { due: None, ..record })
}

fn end(tx: &mut Tx<'_>, incident: IncidentId) -> Result<()> {
    if let Some(record) = EscalationRecord::find(tx, incident)? {
        if let Some(due) = record.due {
            timers::remove(tx, &timer(incident.0, due).key());
        }
        tx.delete(Table::Escalations, key(incident));
    }
    Ok(())
}

/// Nobody has answered: whoever has not been told yet is told now.
pub(crate) fn escalate(tx: &mut Tx<'_>, id: IncidentId, settings: &Settings) -> Result<()> {
    let Some(record) = EscalationRecord::find(tx, id)? else { return Ok(()) };
    let Some(incident) = index::find(tx, id)? else { return end(tx, id) };
    let actor = Actor::system(Task::Timers);
    must_be_permitted(&actor, Action::ChangeIncident, Object::Incident(Relation::of(&actor, &incident)))?;
    let Some(priority) = waits_as(&incident) else { return end(tx, id) };
    let (callout, now) = (Callout::load(tx)?, Moment(tx.now()));
    let (mut record, reached) = if incident.restricted {
        (record.clone(), administrators(tx, &incident, &record)?)
    } else {
        record.next(&callout, hour(&incident, now))
    };
    let steps = callout.steps();
    let place = record.place().saturating_sub(1);
    // Asked of a copy: whether it begins anew is done when it does.
    let more = !incident.restricted && record.clone().has_next(&steps, callout.repeats());
    record.due = more.then(|| now.plus(wait(&steps, place, priority)));
    if !reached.is_nobody() {
        record.tell(&reached, now);
        alert_letters::further(tx, &incident, &reached)?;
        pushes::queue_alert(tx, id)?;
        let people = record.last.clone();
        let command = Command::Alert { people, outside: reached.outside.is_some() };
        match decide(Some(&incident), &Facts::default(), &command, &actor, now) {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => drop(self::record(tx, Some(incident), &changes, Hand::of(actor.who), settings)?),
            Err(refusal) => tracing::info!(?refusal, "an alert found nobody waiting"),
        }
    }
    keep(tx, id, &record)
}

/// They read nothing of it, and know then that its members must be reached.
pub(super) fn administrators(read: &dyn Read, incident: &Incident, record: &EscalationRecord) -> Result<Reached> {
    let mut people = facts::administrators(read)?;
    people.retain(|person| !incident.is_member(*person) && !record.told.contains(person));
    let reason = domain::audience::RecipientReason::NotTaken;
    Ok(Reached { people: people.into_iter().map(|person| (person, reason.clone())).collect(), outside: None })
}

/// The timers of all, as `verify` expects them.
pub(crate) fn escalation_timers(read: &dyn Read) -> Result<Vec<Timer>> {
    let rows = read.scan_prefix(Table::Escalations, &[], Order::Ascending, usize::MAX)?;
    let of_row = |(incident, value): &(Vec<u8>, Vec<u8>)| {
        let record: EscalationRecord = storage::decode(value)?;
        Ok(record.due.map(|due| Ok(timer(storage::KeyParts::of(incident).u64()?, due))))
    };
    let timers = rows.iter().map(of_row).filter_map(Result::transpose);
    timers.map(|timer| timer.and_then(|timer| timer)).collect()
}
