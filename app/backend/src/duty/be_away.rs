//! "Away until": an absence, which works for a person without any rota as well. Each enters their own; managers enter
//! those of others, who may be ill.

use domain::field::{FieldError, Fields, Problem};
use domain::ids::{AbsenceId, PersonId};
use domain::permissions::{Action, Actor, Object, permits};
use domain::time::{DAY, Moment};

use super::EXCEPTIONS_MOST;
use super::record::AbsenceRecord;
use super::roster::Roster;
use super::stand_in::{span_typed, until_typed};
use super::standing_in::tell_stand_ins;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::{Table, Tx};
use crate::time_text::Reader;
use crate::{Backend, Caller};

/// As typed.
#[derive(Clone, Debug, Default)]
pub struct AwayDraft {
    /// A person's id; empty for whoever enters it.
    pub person: String,
    /// Empty: from now on.
    pub from: String,
    pub to: String,
}

impl Backend {
    pub async fn be_away(&self, caller: &Caller, draft: AwayDraft) -> Result<AbsenceId> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let enter = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let now = Moment(tx.now());
            let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, now)?;
            let mut fields = Fields::default();
            let person = who(tx, &actor, &draft.person, &mut fields)?;
            let span = if draft.from.trim().is_empty() {
                until_typed(reader, now, &draft.to)
            } else {
                span_typed(reader, &draft.from, &draft.to)
            };
            let span = fields.take(span);
            make_room(tx, now, &mut fields)?;
            let (Some(person), Some(span)) = (person, span) else { return Err(fields.into_refusal().into()) };
            fields.finish()?;
            let id = AbsenceId(tx.fresh_id(Table::Absences)?);
            let before = Roster::load(tx)?;
            let reminds = Some(span.from.plus(-DAY)).filter(|at| *at > now);
            let absence = AbsenceRecord { id, person, from: span.from, to: span.to, by: actor.person_id(), reminds };
            absence.save(tx)?;
            tell_stand_ins(tx, &before, &absence)?;
            caller.note(tx, &actor, &Fact::AwayEntered { person, from: span.from, to: span.to })?;
            Ok(id)
        };
        self.storage().write(enter).await
    }

    pub async fn be_back(&self, caller: &Caller, id: AbsenceId) -> Result<()> {
        let caller = caller.clone();
        let remove = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::ChangeOwnDuty, Object::Duty)?;
            let all = AbsenceRecord::all(tx)?;
            let found = all.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
            if !may_change(&actor, found.person) {
                return Err(Error::Denied);
            }
            found.forget(tx);
            caller.note(tx, &actor, &Fact::AwayRemoved { person: found.person, from: found.from, to: found.to })
        };
        self.storage().write(remove).await
    }
}

/// One's own absence, or a manager's say.
pub(super) fn may_change(actor: &Actor, person: PersonId) -> bool {
    actor.person_id() == Some(person) || permits(actor, Action::Change, Object::Duty)
}

fn who(tx: &Tx<'_>, actor: &Actor, typed: &str, fields: &mut Fields) -> Result<Option<PersonId>> {
    let person = match typed.trim() {
        "" => actor.person_id(),
        typed => typed.parse::<PersonId>().ok(),
    };
    let known = person.map_or(Ok(None), |person| PersonRecord::find(tx, person))?;
    let problem = match known {
        None => Problem::Unknown,
        Some(person) if !person.is_active_staff() => Problem::NotEligible,
        Some(person) if !may_change(actor, person.id) => Problem::NotYours,
        Some(person) => return Ok(Some(person.id)),
    };
    let refused: std::result::Result<PersonId, _> = Err(FieldError::new("person", problem));
    Ok(fields.take(refused))
}

/// Those that were over first go first.
fn make_room(tx: &mut Tx<'_>, now: Moment, fields: &mut Fields) -> Result<()> {
    let all = AbsenceRecord::all(tx)?;
    if all.len() < EXCEPTIONS_MOST {
        return Ok(());
    }
    match all.iter().filter(|one| one.to <= now).min_by_key(|one| one.to) {
        Some(over) => over.forget(tx),
        None => fields.refuse("to", Problem::TooMany { most: EXCEPTIONS_MOST, now: all.len() + 1 }),
    }
    Ok(())
}
