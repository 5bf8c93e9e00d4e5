//! An action as somebody typed it, and what of it holds.

use domain::action::{ActionKind, Prevents, WATCH_DAYS, WATCH_DAYS_MOST};
use domain::classification::IncidentType;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::{PersonId, ServiceId};
use domain::incident::Incident;
use domain::text::{ActionWords, Title};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::gate::hears;
use super::{AHEAD_MOST, ActionRecord};
use crate::error::Result;
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::time_text::Reader;

/// The names of the fields, under which their changes are kept.
pub(super) const FIELDS: [&str; 8] =
    ["words", "kind", "owner", "due", "prevents_service", "prevents_kind", "prevents_words", "watch_days"];

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionDraft {
    /// Of the incident it comes from; read for a new one only.
    pub number: String,
    pub words: String,
    pub kind: String,
    pub owner: String,
    /// A day, `2026-12-01`, in the zone of who types.
    pub due: String,
    pub prevents_service: String,
    pub prevents_kind: String,
    pub prevents_words: String,
    pub watch_days: String,
}

/// A draft whose every field holds.
pub(super) struct Parsed {
    pub words: String,
    pub kind: ActionKind,
    pub owner: PersonId,
    pub due: Moment,
    pub prevents: Prevents,
    pub watch_days: u16,
}

impl ActionDraft {
    /// The form of what is stored, with nothing changed in it.
    pub(super) fn of(record: &ActionRecord, reader: Reader) -> Self {
        Self {
            number: String::new(),
            words: record.words.clone(),
            kind: record.kind.code().to_owned(),
            owner: record.owner.to_string(),
            due: reader.day_typed(record.due),
            prevents_service: record.prevents.service.map(|service| service.to_string()).unwrap_or_default(),
            prevents_kind: record.prevents.kind.map(|kind| kind.code().to_owned()).unwrap_or_default(),
            prevents_words: record.prevents.words.clone(),
            watch_days: record.watch_days.to_string(),
        }
    }

    /// All problems at once. `of` is what changes; `None` for a new one.
    pub(super) fn parse(
        &self,
        read: &dyn Read,
        reader: Reader,
        incident: &Incident,
        of: Option<&ActionRecord>,
    ) -> Result<Parsed> {
        let mut fields = Fields::default();
        let words = fields.take(ActionWords::parse("words", &self.words)).map(ActionWords::into_string);
        let kind = fields.take(ActionKind::parse("kind", self.kind.trim()));
        let owner = fields.take(owner(read, &self.owner, incident, of)?);
        let due = fields.take(due(&self.due, reader, of));
        let service = fields.take(service(read, &self.prevents_service, of)?);
        let typed = self.prevents_kind.trim();
        let prevented = match typed {
            "" => Ok(None),
            typed => IncidentType::parse("prevents_kind", typed).map(Some),
        };
        let prevented = fields.take(prevented);
        let alike = fields.take(Title::parse_optional("prevents_words", &self.prevents_words));
        let watch_days = fields.take(days(&self.watch_days));
        let (Some(words), Some(kind), Some(owner), Some(due)) = (words, kind, owner, due) else {
            return Err(fields.into_refusal().into());
        };
        let (Some(service), Some(prevented), Some(alike), Some(watch_days)) = (service, prevented, alike, watch_days)
        else {
            return Err(fields.into_refusal().into());
        };
        let prevents = Prevents { service, kind: prevented, words: alike.map(Title::into_string).unwrap_or_default() };
        Ok(Parsed { words, kind, owner, due, prevents, watch_days })
    }
}

/// Somebody of the team who hears of the incident; whoever has it already may keep it.
fn owner(
    read: &dyn Read,
    typed: &str,
    incident: &Incident,
    of: Option<&ActionRecord>,
) -> Result<Result<PersonId, FieldError>> {
    let wrong = |problem| Ok(Err(FieldError::new("owner", problem)));
    let typed = typed.trim();
    if typed.is_empty() {
        return wrong(Problem::Missing);
    }
    let Ok(id) = typed.parse::<PersonId>() else { return wrong(Problem::Unknown) };
    if of.is_some_and(|of| of.owner == id) {
        return Ok(Ok(id));
    }
    match PersonRecord::find(read, id)?.filter(PersonRecord::is_active_staff) {
        Some(person) if hears(&person, incident) => Ok(Ok(id)),
        Some(_) => wrong(Problem::NotEligible),
        None => wrong(Problem::Unknown),
    }
}

/// Until the end of that day.
fn due(typed: &str, reader: Reader, of: Option<&ActionRecord>) -> Result<Moment, FieldError> {
    let typed = typed.trim();
    if let Some(of) = of.filter(|of| reader.day_typed(of.due) == typed) {
        return Ok(of.due);
    }
    let wrong = |problem| Err(FieldError::new("due", problem));
    if typed.is_empty() {
        return wrong(Problem::Missing);
    }
    let Some((_, ends)) = reader.day(typed) else { return wrong(Problem::Malformed) };
    let due = ends.plus(-1);
    if due < reader.now() {
        wrong(Problem::InThePast)
    } else if due > reader.now().plus(AHEAD_MOST) {
        wrong(Problem::TooFarOff)
    } else {
        Ok(due)
    }
}

fn service(read: &dyn Read, typed: &str, of: Option<&ActionRecord>) -> Result<Result<Option<ServiceId>, FieldError>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let found = match typed.parse::<ServiceId>() {
        Ok(id) => ServiceRecord::find(read, id)?,
        Err(_) => None,
    };
    let stays = |found: &ServiceRecord| of.is_some_and(|of| of.prevents.service == Some(found.id));
    let found = found.filter(|found| !found.retired || stays(found));
    Ok(found.map(|found| Some(found.id)).ok_or_else(|| FieldError::new("prevents_service", Problem::Unknown)))
}

fn days(typed: &str) -> Result<u16, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(WATCH_DAYS);
    }
    let days = typed.parse().ok().filter(|days| *days <= WATCH_DAYS_MOST);
    days.ok_or_else(|| FieldError::new("watch_days", Problem::Malformed))
}
