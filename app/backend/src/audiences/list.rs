use domain::permissions::{Action, Object};
use domain::view::settings::{AudienceMember, AudienceRow};

use super::{AudienceRecord, doubled, may_be_written_to, members_of, rules};
use crate::error::Result;
use crate::people::{PersonRecord, PersonState};
use crate::settings::Settings;
use crate::storage::Read;
use crate::{Backend, Caller};

impl Backend {
    /// The built-in audiences first, each with its members by name.
    pub async fn list_audiences(&self, caller: &Caller) -> Result<Vec<AudienceRow>> {
        self.storage().read(|read| {
            caller.may_on(read, Action::Read, Object::Audiences)?;
            let settings = Settings::stored(read)?;
            AudienceRecord::all(read)?.into_iter().map(|audience| row(read, audience, &settings)).collect()
        })
    }
}

fn row(read: &dyn Read, audience: AudienceRecord, settings: &Settings) -> Result<AudienceRow> {
    let mut members = Vec::new();
    let mut people = Vec::new();
    for id in members_of(read, audience.id)? {
        let Some(person) = PersonRecord::find(read, id)? else { continue };
        people.push(person.clone());
        members.push(AudienceMember {
            person: id.to_string(),
            unconfirmed: person.state != PersonState::Disabled && !may_be_written_to(&person, settings),
            list: person.is_list(),
            may_be_list: person.role.is_none(),
            email: person.email.map(|email| email.to_string()).unwrap_or_default(),
            name: person.name,
        });
    }
    members.sort_by_cached_key(|member| (member.name.to_lowercase(), member.email.to_lowercase()));
    let doubled = doubled(people.iter());
    let (has, offered) = (rules::told(read, audience.rules.clone())?, rules::offered(read, &audience)?);
    let revision = audience.stamps.revision();
    Ok(AudienceRow {
        id: audience.id.to_string(),
        name: audience.name,
        kind: audience.kind,
        members,
        doubled,
        rules: has,
        offered,
        revision,
    })
}
