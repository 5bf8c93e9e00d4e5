//! Everybody with an account, for the settings and the command line.

use domain::permissions::{Action, Object, Section};
use domain::time::Moment;
use domain::view::settings::{PersonRow, PersonState as Shown};

use super::leaving;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::people::{PersonRecord, PersonState, with_account};
use crate::settings::Settings;
use crate::time_text::Reader;

impl Backend {
    /// By name, those who left last.
    pub fn list_people(&self, caller: &Caller) -> Result<Vec<PersonRow>> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::People))?;
            let reader = Reader::of(read, &actor, &Settings::load(read, &self.options().fixed)?, now)?;
            let mut people = with_account(read)?;
            people.sort_by_cached_key(|person| (person.state == PersonState::Disabled, person.name.to_lowercase()));
            people
                .into_iter()
                .map(|person| {
                    let open = leaving::open_for(read, &actor, person.id)?;
                    let last_seen = person.last_seen.map(|at| reader.time(Moment(at)));
                    Ok(row(person, open, last_seen))
                })
                .collect::<Result<Vec<_>>>()
                .map(|rows| rows.into_iter().flatten().collect())
        })
    }
}

fn row(person: PersonRecord, open_incidents: u32, last_seen: Option<domain::view::TimeView>) -> Option<PersonRow> {
    Some(PersonRow {
        id: person.id.to_string(),
        role: person.role?,
        state: match person.state {
            PersonState::NoAccount => return None,
            PersonState::Invited => Shown::Invited,
            PersonState::Active => Shown::Active,
            PersonState::Disabled => Shown::Disabled,
        },
        name: person.name,
        email: person.email.map(|email| email.to_string()).unwrap_or_default(),
        private_read: person.private_read,
        revision: person.stamps.revision(),
        open_incidents,
        last_seen,
    })
}
