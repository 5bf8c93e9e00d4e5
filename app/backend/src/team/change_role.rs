//! Another role. The person's sessions end: what a page offered them a moment ago may be wrong now.

use domain::ids::PersonId;
use domain::locale::Locale;
use domain::permissions::{Action, Actor, Object, Section};
use domain::person::Role;

use super::{first_day, leaving};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::session::Session;
use crate::people::{PersonRecord, PersonState, confirm_password, with_role};
use crate::settings::Settings;
use crate::storage::{Read, Tx};

impl Backend {
    /// `new_owner` takes over their open incidents when they no longer work on any. `seen`: the revision of the form.
    pub async fn change_role(
        &self,
        caller: &Caller,
        person: PersonId,
        role: &str,
        new_owner: Option<PersonId>,
        seen: Option<u64>,
    ) -> Result<()> {
        let to = Role::parse("role", role)?;
        if !to.is_staff() {
            // Before anything is handed over.
            self.storage().read(|read| {
                let actor = caller.may_on(read, Action::Change, Object::Settings(Section::People))?;
                let found = PersonRecord::find(read, person)?.ok_or(Error::NotFound)?;
                role_is_as_shown(read, &actor, &found, to, seen)
            })?;
            self.hand_over_what_is_much(caller, person, new_owner).await?;
        }
        let caller = caller.clone();
        let fixed = self.options().fixed.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            let mut found = with_role(tx, person)?;
            let Some(from) = found.role.filter(|from| *from != to) else { return Ok(()) };
            role_is_as_shown(tx, &actor, &found, to, seen)?;
            if from == Role::Administrator && found.is_active() {
                leaving::another_administrator_stays(tx, person)?;
            }
            let leaves = from.is_staff() && !to.is_staff();
            if leaves {
                leaving::successor_is_named(tx, &actor, person, new_owner)?;
                found.private_read = false;
            }
            found.role = Some(to);
            found.stamps.touch(["role"], actor.who);
            // An invitation stays good: nobody has signed in with it yet, and it says no role.
            if found.state != PersonState::Invited {
                found.epoch += 1;
            }
            found.save(tx)?;
            Session::end_all_of(tx, person)?;
            caller.note(tx, &actor, &Fact::RoleChanged { person, from, to })?;
            if leaves {
                let settings = Settings::load(tx, &fixed)?;
                leaving::hand_everything_over(tx, person, new_owner, actor.who, &settings)?;
            }
            if found.is_active() { first_day::begin(tx, &found, actor.who) } else { Ok(()) }
        };
        self.storage().write(change).await
    }
}

/// Nobody else gave them another role since the form was drawn.
fn role_is_as_shown(read: &dyn Read, actor: &Actor, found: &PersonRecord, to: Role, seen: Option<u64>) -> Result<()> {
    let now = found.role.map_or_else(String::new, |role| Locale::English.role(role).to_owned());
    found.stamps.none_overtaken(read, actor, seen, [("role", found.role != Some(to), now)])
}
