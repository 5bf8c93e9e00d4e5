//! Disabling an account: every session is dead at once, the record of what the person did stays. Enabling it brings
//! back the account as it was, without its sessions.

use domain::ids::PersonId;
use domain::permissions::{Action, Object, Section};
use domain::person::Role;

use super::leaving;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Fact;
use crate::people::password::Credential;
use crate::people::session::Session;
use crate::people::{PersonState, confirm_password, with_role};
use crate::settings::Settings;
use crate::storage::Tx;

impl Backend {
    /// `new_owner` takes over their open incidents; needed only when there are some.
    pub async fn disable(&self, caller: &Caller, person: PersonId, new_owner: Option<PersonId>) -> Result<()> {
        self.hand_over_what_is_much(caller, person, new_owner).await?;
        let caller = caller.clone();
        let fixed = self.options().fixed.clone();
        let disable = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            let mut found = with_role(tx, person)?;
            if found.state == PersonState::Disabled {
                return Ok(());
            }
            if found.role == Some(Role::Administrator) && found.is_active() {
                leaving::another_administrator_stays(tx, person)?;
            }
            leaving::successor_is_named(tx, &actor, person, new_owner)?;
            found.state = PersonState::Disabled;
            found.private_read = false;
            found.epoch += 1;
            found.save(tx)?;
            Session::end_all_of(tx, person)?;
            caller.note(tx, &actor, &Fact::PersonDisabled { person })?;
            let settings = Settings::load(tx, &fixed)?;
            leaving::hand_everything_over(tx, person, new_owner, actor.who, &settings)
        };
        self.storage().write(disable).await
    }

    pub async fn enable(&self, caller: &Caller, person: PersonId) -> Result<()> {
        let caller = caller.clone();
        let enable = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            let mut found = with_role(tx, person)?;
            if found.state != PersonState::Disabled {
                return Ok(());
            }
            let came_in_before = found.address_confirmed || Credential::of(tx, person)?.is_some();
            found.state = if came_in_before { PersonState::Active } else { PersonState::Invited };
            found.epoch += 1;
            found.save(tx)?;
            caller.note(tx, &actor, &Fact::PersonEnabled { person })?;
            Ok(())
        };
        self.storage().write(enable).await
    }
}
