use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::incident::Incident;
use domain::permissions::{Action, Actor};
use domain::review::{ReviewBell, ReviewNews};
use domain::time::Moment;

use super::ReviewRecord;
use super::ring::tell;
use crate::actions::hears;
use crate::error::{Error, Result};
use crate::incidents::open_gate;
use crate::people::{PersonRecord, Typed};
use crate::settings::Settings;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;
use crate::{Backend, Caller};

/// The review and its incident, for somebody who may change that and hears of it.
pub(super) fn to_change(read: &dyn Read, actor: &Actor, number: &str) -> Result<(Option<ReviewRecord>, Incident)> {
    let incident = open_gate(read, actor, number, Action::ChangeIncident)?;
    Ok((ReviewRecord::find(read, incident.id)?, incident))
}

impl Backend {
    /// Begins one that is not due: it is whoever's who wants it.
    pub async fn begin_review(&self, caller: &Caller, number: String) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, incident) = to_change(tx, &actor, &number)?;
                if found.is_some() {
                    return Ok(());
                }
                let mut record = ReviewRecord::new(incident.id, actor.person_id());
                record.stamps.touch(["begun"], actor.who);
                record.save(tx, None)
            })
            .await
    }

    /// Whose it is, and until when; without a day it rings no more.
    pub async fn hand_review(
        &self,
        caller: &Caller,
        number: String,
        owner: String,
        due: String,
        seen: Option<u64>,
    ) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, incident) = to_change(tx, &actor, &number)?;
                let found = found.ok_or(Error::NotFound)?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                found.stamps.none_overtaken(tx, &actor, seen, typed(tx, reader, &found, &owner, &due)?)?;
                let mut fields = domain::field::Fields::default();
                let owner = fields.take(person(tx, &owner, &incident, &found)?);
                let due = fields.take(day(&due, reader, &found));
                let (Some(owner), Some(due)) = (owner, due) else { return Err(fields.into_refusal().into()) };
                hand(tx, &actor, &found, owner, due)
            })
            .await
    }
}

fn hand(tx: &mut Tx<'_>, actor: &Actor, found: &ReviewRecord, owner: PersonId, due: Option<Moment>) -> Result<()> {
    let mut handed = ReviewRecord { owner: Some(owner), due, ..found.clone() };
    if handed.due != found.due {
        // What would have rung before the day was moved is left out.
        let now = Moment(tx.now());
        let is_past = |bell: &ReviewBell| due.is_some_and(|due| bell.at(due) <= now);
        handed.rang = ReviewBell::ALL.into_iter().filter(is_past).collect();
    }
    let (is_new, moved) = (handed.owner != found.owner, handed.due != found.due);
    let fields = [("owner", is_new), ("due", moved)];
    handed.stamps.touch(fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field), actor.who);
    handed.save(tx, Some(found))?;
    if is_new && actor.person_id() != Some(owner) { tell(tx, &handed, ReviewNews::Yours, actor.who) } else { Ok(()) }
}

fn typed(read: &dyn Read, reader: Reader, found: &ReviewRecord, owner: &str, due: &str) -> Result<[Typed<'static>; 2]> {
    let person = found.owner.map_or(Ok(None), |owner| PersonRecord::find(read, owner))?;
    let named = person.map(|person| person.name).unwrap_or_default();
    let id = found.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let day = found.due.map(|due| (reader.day_typed(due), reader.day_named(due))).unwrap_or_default();
    Ok([("owner", owner.trim() != id, named), ("due", due.trim() != day.0, day.1)])
}

fn person(
    read: &dyn Read,
    typed: &str,
    incident: &Incident,
    found: &ReviewRecord,
) -> Result<Result<PersonId, FieldError>> {
    let wrong = |problem| Ok(Err(FieldError::new("owner", problem)));
    if typed.trim().is_empty() {
        return wrong(Problem::Missing);
    }
    let Ok(id) = typed.trim().parse::<PersonId>() else { return wrong(Problem::Unknown) };
    if found.owner == Some(id) {
        return Ok(Ok(id));
    }
    match PersonRecord::find(read, id)?.filter(PersonRecord::is_active_staff) {
        Some(person) if hears(&person, incident) => Ok(Ok(id)),
        Some(_) => wrong(Problem::NotEligible),
        None => wrong(Problem::Unknown),
    }
}

fn day(typed: &str, reader: Reader, found: &ReviewRecord) -> Result<Option<Moment>, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(due) = found.due.filter(|due| reader.day_typed(*due) == typed) {
        return Ok(Some(due));
    }
    let (_, ends) = reader.day(typed).ok_or_else(|| FieldError::new("due", Problem::Malformed))?;
    let far = reader.now().plus(crate::actions::AHEAD_MOST);
    match ends.plus(-1) {
        due if due < reader.now() => Err(FieldError::new("due", Problem::InThePast)),
        due if due > far => Err(FieldError::new("due", Problem::TooFarOff)),
        due => Ok(Some(due)),
    }
}

/// Nothing may be done with what has no review yet.
pub(super) fn existing(found: Option<ReviewRecord>) -> Result<ReviewRecord> {
    found.ok_or_else(|| Refusal::Changed { revision: 0 }.into())
}
