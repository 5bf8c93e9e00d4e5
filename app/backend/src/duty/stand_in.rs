//! Somebody on duty instead of whose turn it is: an override. Whoever works here takes hours over, or gives away those
//! that are theirs; managers do both for everybody, and say that nobody is on duty.

use domain::clock::Span;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::{OverrideId, PersonId, RotationId};
use domain::permissions::{Action, Actor, Object, permits};
use domain::time::{Moment, TYPED_REACH};

use super::EXCEPTIONS_MOST;
use super::record::{OverrideRecord, RotationRecord};
use super::roster::Roster;
use super::rota::{Stretch, Why};
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::{Read, Table, Tx};
use crate::time_text::Reader;
use crate::{Backend, Caller};

/// As typed.
#[derive(Clone, Debug, Default)]
pub struct StandInDraft {
    pub rotation: String,
    /// A person's id; empty for nobody.
    pub person: String,
    pub from: String,
    pub to: String,
}

impl Backend {
    pub async fn stand_in(&self, caller: &Caller, draft: StandInDraft) -> Result<OverrideId> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let enter = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let now = Moment(tx.now());
            let settings = Settings::load(tx, &fixed)?;
            let span = span_typed(Reader::of(tx, &actor, &settings, now)?, &draft.from, &draft.to);
            let person = person_typed(tx, &draft.person)?;
            let roster = Roster::load(tx)?;
            let mut fields = Fields::default();
            let typed = draft.rotation.trim().parse::<RotationId>().ok();
            let standing = typed.and_then(|id| roster.rotations.iter().find(|one| one.record.id == id));
            if standing.is_none() {
                fields.refuse("rotation", Problem::Unknown);
            }
            let (span, person) = (fields.take(span), fields.take(person));
            let (Some(standing), Some(span), Some(person)) = (standing, span, person) else {
                return Err(fields.into_refusal().into());
            };
            let takes_it = actor.person_id().is_some() && person == actor.person_id();
            let manages = permits(&actor, Action::Change, Object::Duty);
            if !manages && !takes_it && (person.is_none() || !is_own(&roster.stretches(standing, span), &actor)) {
                fields.refuse("person", Problem::NotYours);
            }
            make_room(tx, now, &mut fields)?;
            fields.finish()?;
            let id = OverrideId(tx.fresh_id(Table::DutyOverrides)?);
            let (by, rotation) = (actor.person_id(), standing.record.id);
            OverrideRecord { id, rotation, from: span.from, to: span.to, person, by, entered_at: now }.save(tx)?;
            let name = standing.record.name.clone();
            caller.note(tx, &actor, &Fact::DutyOverridden { name, person, from: span.from, to: span.to })?;
            Ok(id)
        };
        self.storage().write(enter).await
    }

    /// Whoever entered it, whoever it names, or a manager.
    pub async fn take_back_stand_in(&self, caller: &Caller, id: OverrideId) -> Result<()> {
        let caller = caller.clone();
        let remove = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let all = OverrideRecord::all(tx)?;
            let found = all.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
            if !may_take_back(&actor, found) {
                return Err(Error::Denied);
            }
            tx.delete(Table::DutyOverrides, id.0.to_be_bytes());
            let rotations = RotationRecord::all(tx)?;
            let name = rotations.into_iter().find(|one| one.id == found.rotation).map(|one| one.name);
            let fact = Fact::DutyOverrideRemoved {
                name: name.unwrap_or_default(),
                person: found.person,
                from: found.from,
                to: found.to,
            };
            caller.note(tx, &actor, &fact)
        };
        self.storage().write(remove).await
    }
}

pub(super) fn may_take_back(actor: &Actor, one: &OverrideRecord) -> bool {
    let own = actor.person_id().is_some() && (one.by == actor.person_id() || one.person == actor.person_id());
    own || permits(actor, Action::Change, Object::Duty)
}

/// All hours of duty in them are the actor's.
fn is_own(stretches: &[Stretch<PersonId>], actor: &Actor) -> bool {
    let mut duty = stretches.iter().filter(|stretch| stretch.why != Why::OutOfHours).peekable();
    duty.peek().is_some() && duty.all(|stretch| stretch.person.is_some() && stretch.person == actor.person_id())
}

type Parsed<T> = std::result::Result<T, FieldError>;

/// Both ends as the reader means them; what ends in the past or far from now is a slip.
pub(super) fn span_typed(reader: Reader, from: &str, to: &str) -> Parsed<Span> {
    let from = at_typed(reader, "from", from)?;
    until_typed(reader, from, to)
}

/// From an instant on until what was typed.
pub(super) fn until_typed(reader: Reader, from: Moment, to: &str) -> Parsed<Span> {
    let to = at_typed(reader, "to", to)?;
    if to <= reader.now() {
        return Err(FieldError::new("to", Problem::InThePast));
    }
    if to <= from {
        return Err(FieldError::new("to", Problem::Backwards));
    }
    Ok(Span { from, to })
}

fn at_typed(reader: Reader, field: &str, typed: &str) -> Parsed<Moment> {
    let problem = if typed.trim().is_empty() { Problem::Missing } else { Problem::Malformed };
    let near = |at: &Moment| at.since(reader.now()).abs() <= TYPED_REACH;
    reader.typed(typed.trim()).filter(near).ok_or_else(|| FieldError::new(field, problem))
}

/// Somebody who works on incidents, or nobody.
fn person_typed(read: &dyn Read, typed: &str) -> Result<Parsed<Option<PersonId>>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let known = match typed.parse::<PersonId>() {
        Ok(id) => PersonRecord::find(read, id)?,
        Err(_) => None,
    };
    let problem = match known {
        Some(person) if person.is_active_staff() => return Ok(Ok(Some(person.id))),
        Some(_) => Problem::NotEligible,
        None => Problem::Unknown,
    };
    Ok(Err(FieldError::new("person", problem)))
}

/// Those that were over first go first.
fn make_room(tx: &mut Tx<'_>, now: Moment, fields: &mut Fields) -> Result<()> {
    let all = OverrideRecord::all(tx)?;
    if all.len() < EXCEPTIONS_MOST {
        return Ok(());
    }
    match all.iter().filter(|one| one.to <= now).min_by_key(|one| one.to) {
        Some(over) => tx.delete(Table::DutyOverrides, over.id.0.to_be_bytes()),
        None => fields.refuse("rotation", Problem::TooMany { most: EXCEPTIONS_MOST, now: all.len() + 1 }),
    }
    Ok(())
}
