//! When each value of a record was replaced, and by whom. A form carries the revision at which it was drawn; what was
//! put there after it is told to whoever would overwrite it, beside what they typed, and the form that comes back
//! carries the new revision, so that the next press overwrites on purpose. Kept in the record itself, and compared in
//! the transaction of the change. A record of an older program has no stamps, which is revision 0.

use std::collections::BTreeMap;

use domain::ids::PersonId;
use domain::permissions::Who;
use serde::{Deserialize, Serialize};

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

    /// Who put something there after the form was drawn, if anybody did. `seen` is `None` for what comes from no form.
    pub(crate) fn since(&self, seen: Option<u64>, field: &str) -> Option<Option<PersonId>> {
        self.fields.get(field).filter(|stamp| seen.is_some_and(|seen| seen < stamp.revision)).map(|stamp| stamp.by)
    }
}
