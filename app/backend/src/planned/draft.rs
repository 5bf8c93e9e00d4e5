//! Planned work as somebody typed it, and what of it holds.

use domain::field::{FieldError, Fields, Problem};
use domain::ids::ServiceId;
use domain::text::{PlannedWords, Words};
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::{AHEAD_MOST, BEGAN_AGO_MOST, PlannedRecord, SERVICES_OF_ONE_MOST};
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::time_text::Reader;

/// The names of the fields, under which their changes are kept.
pub(super) const FIELDS: [&str; 5] = ["services", "begins", "ends", "words", "team_note"];

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannedDraft {
    /// Ids of services.
    pub services: Vec<String>,
    /// As a field of date and time holds them, in the zone of who types.
    pub begins: String,
    pub ends: String,
    pub words: String,
    pub team_note: String,
}

/// A draft whose every field holds.
pub(super) struct Parsed {
    pub services: Vec<ServiceId>,
    pub begins: Moment,
    pub ends: Moment,
    pub words: String,
    pub note: String,
}

impl PlannedDraft {
    /// The form of what is stored, with nothing changed in it.
    pub(super) fn of(record: &PlannedRecord, reader: Reader) -> Self {
        Self {
            services: record.services.iter().map(ToString::to_string).collect(),
            begins: reader.as_typed(record.begins),
            ends: reader.as_typed(record.ends),
            words: record.words.clone(),
            team_note: record.note.clone(),
        }
    }

    /// All problems at once. `of` is what changes; `None` for a new one.
    pub(super) fn parse(&self, read: &dyn Read, reader: Reader, of: Option<&PlannedRecord>) -> Result<Parsed> {
        let mut fields = Fields::default();
        let services = self.services(read, of, &mut fields)?;
        let begins = fields.take(instant("begins", &self.begins, of.map(|of| of.begins), reader));
        let ends = fields.take(instant("ends", &self.ends, of.map(|of| of.ends), reader));
        let words = fields.take(PlannedWords::parse("words", &self.words)).map(PlannedWords::into_string);
        let note = fields.take(Words::parse_optional("team_note", &self.team_note));
        if let (Some(begins), Some(ends)) = (begins, ends) {
            if ends <= begins {
                fields.refuse("ends", Problem::BeforeItBegins);
            } else if ends <= reader.now() && of.is_none_or(|of| of.ends != ends) {
                fields.refuse("ends", Problem::InThePast);
            }
        }
        let (Some(begins), Some(ends), Some(words), Some(note)) = (begins, ends, words, note) else {
            return Err(fields.into_refusal().into());
        };
        fields.finish()?;
        Ok(Parsed { services, begins, ends, words, note: note.map(Words::into_string).unwrap_or_default() })
    }

    /// Those in use; what it is on already may stay, also when it was retired meanwhile.
    fn services(&self, read: &dyn Read, of: Option<&PlannedRecord>, fields: &mut Fields) -> Result<Vec<ServiceId>> {
        let field = "services";
        let mut chosen = Vec::new();
        for typed in self.services.iter().map(|typed| typed.trim()).filter(|typed| !typed.is_empty()) {
            let found = match typed.parse::<ServiceId>() {
                Ok(id) => ServiceRecord::find(read, id)?,
                Err(_) => None,
            };
            match found.filter(|found| !found.retired || of.is_some_and(|of| of.services.contains(&found.id))) {
                Some(found) if !chosen.contains(&found.id) => chosen.push(found.id),
                Some(_) => {}
                None => {
                    fields.refuse(field, Problem::Unknown);
                    return Ok(chosen);
                }
            }
        }
        if chosen.is_empty() {
            fields.refuse(field, Problem::Missing);
        } else if chosen.len() > SERVICES_OF_ONE_MOST {
            fields.refuse(field, Problem::TooMany { most: SERVICES_OF_ONE_MOST, now: chosen.len() });
        }
        Ok(chosen)
    }
}

/// A field that still holds what it was drawn with means the instant that stood there, also of an hour that comes twice.
fn instant(field: &str, typed: &str, was: Option<Moment>, reader: Reader) -> Result<Moment, FieldError> {
    let typed = typed.trim();
    if let Some(was) = was.filter(|was| reader.as_typed(*was) == typed) {
        return Ok(was);
    }
    if typed.is_empty() {
        return Err(FieldError::new(field, Problem::Missing));
    }
    let at = reader.typed(typed).ok_or_else(|| FieldError::new(field, Problem::Malformed))?;
    let near = reader.now().plus(-BEGAN_AGO_MOST)..=reader.now().plus(AHEAD_MOST);
    if near.contains(&at) { Ok(at) } else { Err(FieldError::new(field, Problem::TooFarOff)) }
}
