//! Adding a person with a password at once: what the command line does. The first administrator added so makes
//! set-up unnecessary.

use domain::field::Fields;
use domain::ids::PersonId;
use domain::permissions::{Action, Object, Section};
use domain::person::{Email, Role};
use domain::text::PersonName;

use super::first_day;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Fact;
use crate::people::attempts::Place;
use crate::people::password::{Credential, acceptable};
use crate::people::{PersonState, confirm_password, with_new_account};
use crate::storage::Tx;

impl Backend {
    pub async fn add_person(
        &self,
        caller: &Caller,
        email: &str,
        name: &str,
        role: &str,
        password: &str,
    ) -> Result<PersonId> {
        let mut fields = Fields::default();
        let email = fields.take(Email::parse("email", email));
        let name = fields.take(PersonName::parse("name", name));
        let role = fields.take(Role::parse("role", role));
        fields.take(acceptable("password", password, email.as_ref()));
        let (Some(email), Some(name), Some(role)) = (email, name, role) else {
            return Err(fields.into_refusal().into());
        };
        fields.finish()?;
        let hash = self.hash_password(password, &Place::Desk).await?;
        let caller = caller.clone();
        let add = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            let mut person = with_new_account(tx, &email, &name, role)?;
            person.state = PersonState::Active;
            person.address_confirmed = true;
            person.save(tx)?;
            Credential::save(tx, person.id, &hash)?;
            first_day::begin(tx, &person, actor.who)?;
            caller.note(tx, &actor, &Fact::PersonAdded { person: person.id, role })?;
            Ok(person.id)
        };
        self.storage().write(add).await
    }
}
