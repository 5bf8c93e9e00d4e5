//! Refusing a form that was drawn before somebody else's change, with what stands there now and who put it there.

use domain::Refusal;
use domain::field::{Changer, FieldError, Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::Actor;

use super::PersonRecord;
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::Read;

/// One field of a form: its name, whether something else was typed than stands there, and what stands there.
pub(crate) type Typed<'a> = (&'a str, bool, String);

impl Stamps {
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
        let Some(by) = self.since(seen, field) else { return Ok(None) };
        let by = changer(read, viewer, by)?;
        Ok(Some(FieldError::new(field, Problem::Overtaken { by, now, revision: self.revision() })))
    }

    /// Refuses what would overwrite what somebody put there since, field by field.
    pub(crate) fn none_overtaken<'a>(
        &self,
        read: &dyn Read,
        viewer: &Actor,
        seen: Option<u64>,
        typed: impl IntoIterator<Item = Typed<'a>>,
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
            Some(seen) if seen < self.revision() => Err(Refusal::Changed { revision: self.revision() }.into()),
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
