//! When each value of a record was replaced, and by whom. A form carries the revision at which it was drawn; what was
//! put there after it is told to whoever would overwrite it, beside what they typed, and the form that comes back
//! carries the new revision, so that the next press overwrites on purpose. Kept in the record itself, and compared in
//! the transaction of the change. A record of an older program has no stamps, which is revision 0.

use std::collections::BTreeMap;

use domain::Refusal;
use domain::field::{Changer, FieldError, Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::{Actor, Who};
use serde::{Deserialize, Serialize};

use super::PersonRecord;
use crate::error::Result;
use crate::storage::Read;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stamps {
    revision: u64,
    /// By the names of the fields; bounded by how many a record has.
    fields: BTreeMap<String, Stamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    revision: u64,
    by: Option<PersonId>,
}

/// One field of a form: its name, whether something else was typed than stands there, and what stands there.
pub(crate) type Typed = (&'static str, bool, String);

impl Stamps {
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Nothing was ever replaced.
    pub(crate) fn is_blank(&self) -> bool {
        self.revision == 0
    }

    /// Notes that these fields say something else from here on.
    pub(crate) fn touch<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>, who: Who) {
        let stamp = Stamp { revision: self.revision + 1, by: who.person() };
        for field in fields {
            self.revision = stamp.revision;
            self.fields.insert(field.to_owned(), stamp);
        }
    }

    /// The error of a field into which something else was typed than stands there `now`, when somebody put that there after
    /// the form was drawn. `seen` is `None` for what comes from no form.
    pub(crate) fn overtaken(
        &self,
        read: &dyn Read,
        viewer: &Actor,
        seen: Option<u64>,
        field: &str,
        now: String,
    ) -> Result<Option<FieldError>> {
        let Some(stamp) = self.fields.get(field).filter(|stamp| seen.is_some_and(|seen| seen < stamp.revision)) else {
            return Ok(None);
        };
        let by = changer(read, viewer, stamp.by)?;
        Ok(Some(FieldError::new(field, Problem::Overtaken { by, now, revision: self.revision })))
    }

    /// Refuses what would overwrite what somebody put there since, field by field.
    pub(crate) fn none_overtaken(
        &self,
        read: &dyn Read,
        viewer: &Actor,
        seen: Option<u64>,
        typed: impl IntoIterator<Item = Typed>,
    ) -> Result<()> {
        let mut fields = Fields::default();
        for (field, _, now) in typed.into_iter().filter(|(_, differs, _)| *differs) {
            if let Some(error) = self.overtaken(read, viewer, seen, field, now)? {
                fields.refuse(&error.field, error.problem);
            }
        }
        Ok(fields.finish()?)
    }

    /// For what ends a record as a whole: nothing of it may have changed unseen.
    pub(crate) fn all_seen(&self, seen: Option<u64>) -> Result<()> {
        match seen {
            Some(seen) if seen < self.revision => Err(Refusal::Changed { revision: self.revision }.into()),
            _ => Ok(()),
        }
    }
}

fn changer(read: &dyn Read, viewer: &Actor, by: Option<PersonId>) -> Result<Changer> {
    let Some(by) = by else { return Ok(Changer::Somebody) };
    if viewer.person_id() == Some(by) {
        return Ok(Changer::You);
    }
    let name = PersonRecord::find(read, by)?.map(|person| person.name).filter(|name| !name.is_empty());
    Ok(name.map_or(Changer::Somebody, Changer::Person))
}
