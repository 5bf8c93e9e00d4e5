//! Reads what a decision needs, in the transaction it is made in.

use domain::ids::{IncidentId, PersonId, ServiceId};
use domain::incident::{
    Change, Command, FIRST_NOTICE_WITHIN, Facts, HoldFacts, Incident, Number, PersonFacts, Plan, Press, RedactFacts,
    ServiceFacts, SlaTerms, Status, UndoFacts,
};
use domain::permissions::{Action, Actor, Object, permits};
use domain::person::Role;
use domain::time::{Moment, UNDO_WINDOW};

use crate::audiences::{AudienceRecord, recipients};
use crate::error::Result;
use crate::incidents::{distinct, entry, merged, readers, replay};
use crate::people::{PersonRecord, PersonState, active_staff};
use crate::playbooks;
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::{Key, Read, Table, Tx};
use crate::targets::TargetsRecord;
use crate::time_text;

/// Working days after which a resolved incident closes by itself.
pub const CLOSE_AFTER_WORKING_DAYS: u32 = 5;

/// Working days in which what was cancelled can be re-opened.
pub const REOPENED_WITHIN_WORKING_DAYS: u32 = 5;

/// Working days after which a reporter who has not answered is asked once more.
pub const REMINDED_AFTER_WORKING_DAYS: u32 = 2;

/// Working days after which a hold comes up for review, and what still awaits its reporter may be resolved.
pub const REVIEWED_AFTER_WORKING_DAYS: u32 = 5;

/// Random letters after `SEC-`.
const RESTRICTED_LETTERS: usize = 6;

pub(super) fn gather(
    tx: &mut Tx<'_>,
    incident: Option<&Incident>,
    command: &Command,
    actor: &Actor,
    settings: &Settings,
) -> Result<Facts> {
    let now = Moment(tx.now());
    let (mut undo, mut other, mut redact) = (None, None, None);
    if let (Some(incident), Command::Press(press)) = (incident, command) {
        Facts { undo, other, .. } = merged::facts(tx, incident, press, actor)?;
        if let Press::Undo { sequence } = press {
            undo = undo_facts(tx, incident, *sequence, now)?;
        }
        if let Press::Redact { sequence, .. } | Press::TakeOutOwnWords { sequence } = press {
            redact = redact_facts(tx, incident, *sequence, actor)?;
        }
    }
    let zone = time_text::zone(&settings.zone);
    let ended = incident.filter(|incident| incident.status == Status::Cancelled).and_then(|incident| incident.ended_at);
    let mut people = people(tx, incident, command, actor)?;
    if let Some(undo) = &undo {
        people.extend(known(tx, on_it(&undo.before))?);
    }
    Ok(Facts {
        fresh: fresh(tx, incident, command)?,
        services: services(tx, incident, command)?,
        people,
        security_handlers: security_handlers(tx, settings)?,
        hold: Some(HoldFacts {
            remind_at: time_text::working_days_later(now, REMINDED_AFTER_WORKING_DAYS, zone),
            review_at: no_answer_at(now, settings),
        }),
        closes_at: time_text::working_days_later(now, CLOSE_AFTER_WORKING_DAYS, zone),
        reopens_until: ended.map(|ended| reopens_until(ended, settings)),
        distinct_people: incident.map_or(Ok(0), |incident| distinct::so_far(tx, incident))?,
        undo,
        redact,
        other,
        first_notice_by: first_notice_by(tx, incident, command)?,
        deadlines: settings.legal_deadlines.clone(),
        terms: terms(tx, incident, command)?,
        plans: plans(tx, incident, command)?,
        reporter_reachable: reporter_reachable(tx, incident)?,
        ..readers::facts(tx, incident, command)?
    })
}

/// When somebody has waited for so long that they need not wait for an answer any longer.
pub(super) fn no_answer_at(held: Moment, settings: &Settings) -> Moment {
    time_text::working_days_later(held, REVIEWED_AFTER_WORKING_DAYS, time_text::zone(&settings.zone))
}

/// Until when what was cancelled then can be re-opened.
pub(super) fn reopens_until(cancelled: Moment, settings: &Settings) -> Moment {
    time_text::working_days_later(cancelled, REOPENED_WITHIN_WORKING_DAYS, time_text::zone(&settings.zone))
}

/// When stakeholders hear of it, if that makes it grave; nothing where an update would reach nobody.
fn first_notice_by(tx: &Tx<'_>, incident: Option<&Incident>, command: &Command) -> Result<Option<Moment>> {
    let (Some(incident), Command::Press(press)) = (incident, command) else { return Ok(None) };
    let may_be_grave = matches!(
        press,
        Press::Take { .. }
            | Press::Message { .. }
            | Press::Classify { .. }
            | Press::AcceptMajor
            | Press::ChangeType { .. }
            | Press::LiftRestriction { .. }
    );
    if !may_be_grave || incident.told_at.is_some() {
        return Ok(None);
    }
    let all: Vec<_> = AudienceRecord::all(tx)?.into_iter().map(|audience| audience.id).collect();
    let whole = merged::read_through(tx, incident)?;
    // Whoever reported it hears of the take.
    let somebody = recipients(tx, &whole, &all)?.iter().any(|told| whole.reporter(told.person.id).is_none());
    Ok(somebody.then(|| Moment(tx.now()).plus(FIRST_NOTICE_WITHIN)))
}

/// The targets that would hold for it, at each priority.
fn terms(read: &dyn Read, incident: Option<&Incident>, command: &Command) -> Result<Option<[SlaTerms; 4]>> {
    if let Some(incident) = incident {
        return terms_of(read, incident).map(Some);
    }
    let Command::Report { draft, .. } = command else { return Ok(None) };
    let services: Vec<ServiceId> = draft.service.parse().into_iter().collect();
    Ok(Some(TargetsRecord::load(read)?.terms(&services)))
}

/// Of presses that may begin a checklist.
fn plans(read: &dyn Read, incident: Option<&Incident>, command: &Command) -> Result<Vec<Plan>> {
    let (Some(incident), Command::Press(press)) = (incident, command) else { return Ok(Vec::new()) };
    let takes = matches!(press, Press::Take { .. } | Press::Message { .. });
    let begins = matches!(press, Press::AcceptMajor | Press::Classify { .. } | Press::BeginChecklist { .. });
    if takes || begins { playbooks::plans(read, incident) } else { Ok(Vec::new()) }
}

pub(super) fn terms_of(read: &dyn Read, incident: &Incident) -> Result<[SlaTerms; 4]> {
    let services: Vec<ServiceId> = incident.affected_now().map(|affected| affected.service).collect();
    Ok(TargetsRecord::load(read)?.terms(&services))
}

/// A question to whoever reported it first gets there, as far as we know.
fn reporter_reachable(read: &dyn Read, incident: Option<&Incident>) -> Result<bool> {
    let Some(reporter) = incident.and_then(Incident::first_reporter) else { return Ok(false) };
    Ok(PersonRecord::find(read, reporter)?.is_some_and(|person| person.email.is_some()))
}

/// Who becomes member of a restricted incident: those named in the settings, or all administrators.
pub(super) fn security_handlers(read: &dyn Read, settings: &Settings) -> Result<Vec<PersonId>> {
    let mut handlers = Vec::new();
    for person in &settings.security_handlers {
        if PersonRecord::find(read, *person)?.is_some_and(|p| p.is_active_staff()) {
            handlers.push(*person);
        }
    }
    if handlers.is_empty() {
        handlers = administrators(read)?;
    }
    Ok(handlers)
}

pub(super) fn administrators(read: &dyn Read) -> Result<Vec<PersonId>> {
    let staff = active_staff(read)?.into_iter();
    Ok(staff.filter(|p| p.role == Some(Role::Administrator)).map(|p| p.id).collect())
}

/// Identity and number, drawn only when the command may use them: numbers have no gaps that could tell something.
fn fresh(tx: &mut Tx<'_>, incident: Option<&Incident>, command: &Command) -> Result<Option<(IncidentId, Number)>> {
    let restricted = if let (Command::Report { draft, kind, .. }, None) = (command, incident) {
        kind.starts_restricted() || draft.parse().is_ok_and(|parsed| parsed.restricted)
    } else if let Command::Press(Press::Restrict | Press::ChangeType { .. }) = command {
        true
    } else if let (Command::Press(Press::LiftRestriction { .. }), Some(incident)) = (command, incident) {
        return Ok(Some((incident.id, first_number(tx, incident)?)));
    } else {
        return Ok(None);
    };
    let id = IncidentId(tx.fresh_id(Table::Incidents)?);
    let number = if restricted { restricted_number(tx)? } else { next_number(tx)? };
    Ok(Some((id, number)))
}

/// What is restricted no longer has its first number again, which is in letters and links, or gets one like all others.
fn first_number(tx: &mut Tx<'_>, incident: &Incident) -> Result<Number> {
    let first = entry::entry(tx, incident.id, 1)?.and_then(|entry| entry.change);
    if let Some(Change::Reported(reported)) = first
        && matches!(reported.number, Number::Open(_))
    {
        return Ok(reported.number);
    }
    next_number(tx)
}

fn next_number(tx: &mut Tx<'_>) -> Result<Number> {
    let key = Key::new().text("number").done();
    let last = tx.get(Table::Counters, &key)?.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
    tx.put(Table::Counters, key, (last + 1).to_be_bytes());
    Ok(Number::Open(last + 1))
}

fn restricted_number(tx: &Tx<'_>) -> Result<Number> {
    loop {
        let number = Number::restricted(&tx.random::<RESTRICTED_LETTERS>());
        let key = number.to_string();
        if !tx.contains(Table::Numbers, key.as_bytes())? && !tx.contains(Table::FormerNumbers, key.as_bytes())? {
            return Ok(number);
        }
    }
}

fn services(read: &dyn Read, incident: Option<&Incident>, command: &Command) -> Result<Vec<ServiceFacts>> {
    let mut ids: Vec<ServiceId> = incident.iter().flat_map(|i| i.affected_now().map(|a| a.service)).collect();
    if let Command::Press(Press::Affect { service, .. }) = command {
        ids.push(*service);
    } else if let Command::Report { draft, .. } = command {
        ids.extend(draft.service.parse::<ServiceId>());
    }
    // A retired service is offered to nobody; what it was affected by before stays.
    let new = incident.is_none();
    let mut facts = Vec::new();
    for id in ids {
        if let Some(service) = ServiceRecord::find(read, id)?.filter(|service| !(new && service.retired)) {
            facts.push(ServiceFacts { id, criticality: service.criticality });
        }
    }
    Ok(facts)
}

fn people(read: &dyn Read, incident: Option<&Incident>, command: &Command, actor: &Actor) -> Result<Vec<PersonFacts>> {
    let mut ids: Vec<PersonId> = actor.person_id().into_iter().chain(command.person()).collect();
    if let Command::Press(Press::RemoveMember { .. }) = command {
        ids.extend(incident.iter().flat_map(|i| &i.members));
    }
    known(read, ids)
}

/// Everybody who holds a role on it or is a member.
fn on_it(incident: &Incident) -> Vec<PersonId> {
    let roles = [incident.owner, incident.incident_manager, incident.communications_lead];
    roles.into_iter().flatten().chain(incident.members.iter().copied()).collect()
}

fn known(read: &dyn Read, ids: Vec<PersonId>) -> Result<Vec<PersonFacts>> {
    let mut facts = Vec::new();
    for id in ids {
        if let Some(person) = PersonRecord::find(read, id)? {
            facts.push(PersonFacts { id, role: person.role, active: person.state == PersonState::Active });
        }
    }
    Ok(facts)
}

/// The state before the entry, and whether everything since was made by the same person.
fn redact_facts(read: &dyn Read, incident: &Incident, sequence: u64, actor: &Actor) -> Result<Option<RedactFacts>> {
    let Some(entry) = entry::entry(read, incident.id, sequence)? else { return Ok(None) };
    let relation = merged::relation(read, actor, incident)?;
    let own = entry.who.person().is_some_and(|who| actor.person_id() == Some(who));
    let allowed = own || permits(actor, Action::RedactOthers, Object::Incident(relation));
    let person = actor.person_id();
    let told = person.is_some_and(|person| entry.change.as_ref().is_some_and(|change| change.is_told_by(person)));
    let told_at = told.then_some(entry.at);
    let without_words = match entry.change.and_then(|change| change.without_words()) {
        Some(stump) => {
            let after = replay::refolded_with(read, incident.id, sequence, &stump)?;
            after.map(|after| (Box::new(stump), Box::new(after)))
        }
        None => None,
    };
    Ok(Some(RedactFacts { allowed, told_at, without_words }))
}

fn undo_facts(read: &dyn Read, incident: &Incident, sequence: u64, now: Moment) -> Result<Option<UndoFacts>> {
    if sequence < 2 || sequence > incident.revision {
        return Ok(None);
    }
    let Some(first) = entry::entry(read, incident.id, sequence)? else { return Ok(None) };
    // Nobody replays a timeline for a press that is over anyway.
    if now.since(first.at) > UNDO_WINDOW {
        return Ok(None);
    }
    // One press is one transaction, so its entries share their instant; half a press cannot be taken back.
    let previous = entry::entry(read, incident.id, sequence - 1)?;
    if previous.is_some_and(|e| e.at == first.at && e.who == first.who) {
        return Ok(None);
    }
    let by = first.who.person();
    let mut alone = true;
    for later in sequence..=incident.revision {
        let Some(later) = entry::entry(read, incident.id, later)? else { return Ok(None) };
        alone &= later.who.person() == by && !later.change.as_ref().is_some_and(Change::ends_undo);
    }
    let before = replay::state_before(read, incident.id, sequence)?;
    Ok(before.map(|before| UndoFacts { before: Box::new(before), by, at: first.at, alone }))
}
