//! The grant to read restricted incidents without being a member of them. Nobody gives it to themselves, the journal
//! keeps it, and every administrator is told by mail.

use domain::Refusal;
use domain::ids::PersonId;
use domain::permissions::{Action, Object, Section};
use domain::person::Role;
use domain::time::Moment;

use super::{PersonRecord, confirm_password, with_account, with_role};
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::Fact;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

const PEOPLE_PAGE: &str = "/settings/people";

impl Backend {
    pub async fn grant_private_read(&self, caller: &Caller, person: PersonId) -> Result<()> {
        self.set_private_read(caller, person, true).await
    }

    pub async fn withdraw_private_read(&self, caller: &Caller, person: PersonId) -> Result<()> {
        self.set_private_read(caller, person, false).await
    }

    async fn set_private_read(&self, caller: &Caller, person: PersonId, granted: bool) -> Result<()> {
        let caller = caller.clone();
        let set = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            let mut found = with_role(tx, person)?;
            if found.private_read == granted {
                return Ok(());
            }
            if granted && (actor.person_id() == Some(person) || !found.is_active_staff()) {
                return Err(Refusal::NotAllowed.into());
            }
            found.private_read = granted;
            found.save(tx)?;
            if granted {
                caller.note(tx, &actor, &Fact::PrivateReadGranted { person })?;
                tell_administrators(tx, &found, actor.person_id())
            } else {
                caller.note(tx, &actor, &Fact::PrivateReadWithdrawn { person })?;
                Ok(())
            }
        };
        self.storage().write(set).await
    }
}

fn tell_administrators(tx: &mut Tx<'_>, reader: &PersonRecord, by: Option<PersonId>) -> Result<()> {
    let administrators = with_account(tx)?;
    let told = administrators.iter().filter(|one| one.is_active() && one.role == Some(Role::Administrator));
    for administrator in told {
        let recipient = Recipient::Person(administrator.id);
        let mut notice = Notice::new(recipient, NoticeKind::PrivateReadGranted, Moment(tx.now()));
        notice.actor = by;
        notice.words = Some(reader.name.clone());
        notice.link = Some(PEOPLE_PAGE.to_owned());
        queue_notice(tx, &notice)?;
    }
    Ok(())
}
