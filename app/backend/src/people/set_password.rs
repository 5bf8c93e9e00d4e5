//! A password set from the command line, for whoever has lost every other way in.

use domain::Refusal;
use domain::field::Problem;
use domain::permissions::{Action, Object, Section};
use domain::person::Email;

use super::attempts::Place;
use super::password::acceptable;
use super::{PersonRecord, PersonState, reset_password};
use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::Result;
use crate::journal::Fact;
use crate::storage::Tx;

impl Backend {
    /// Only the operator may; an administrator sends a reset link instead.
    pub async fn set_password(&self, caller: &Caller, email: &str, password: &str) -> Result<()> {
        let email = Email::parse("email", email)?;
        acceptable("password", password, Some(&email))?;
        let hash = self.hash_password(password, &Place::Desk).await?;
        let caller = caller.clone();
        let set = move |tx: &mut Tx<'_>| {
            let actor = caller.actor(tx)?;
            must_be_permitted(&actor, Action::SetPassword, Object::Settings(Section::People))?;
            let known = PersonRecord::by_email(tx, &email)?.filter(|person| person.role.is_some());
            let mut person = known.ok_or_else(|| Refusal::field("email", Problem::Unknown))?;
            person.state = PersonState::Active;
            reset_password::set(tx, &mut person, &hash)?;
            caller.note(tx, &actor, &Fact::PasswordSetFor { person: person.id })?;
            Ok(())
        };
        self.storage().write(set).await
    }
}
