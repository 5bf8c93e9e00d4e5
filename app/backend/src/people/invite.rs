//! Inviting somebody by mail: they are entered now and hold their role once they have followed the link.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::{Action, Actor, Object, Section};
use domain::person::{Email, Role};
use domain::text::PersonName;

use super::one_time_link::{self, Purpose};
use super::{PersonRecord, PersonState, confirm_password, with_new_account};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact, Whence};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::settings::{Fixed, Settings};
use crate::storage::{Read, Tx};

impl Backend {
    pub async fn invite(&self, caller: &Caller, name: &str, email: &str, role: &str) -> Result<PersonId> {
        let mut fields = Fields::default();
        let name = fields.take(PersonName::parse("name", name));
        let email = fields.take(Email::parse("email", email));
        let role = fields.take(Role::parse("role", role));
        let (Some(name), Some(email), Some(role)) = (name, email, role) else {
            return Err(fields.into_refusal().into());
        };
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let invite = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            our_address_is_known(tx, &fixed)?;
            let whence = caller.whence(tx)?;
            enter(tx, &actor, whence.as_ref(), &email, &name, role)
        };
        self.storage().write(invite).await
    }

    /// Sends the letter again; the link sent before is void.
    pub async fn invite_again(&self, caller: &Caller, person: PersonId) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let invite = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            our_address_is_known(tx, &fixed)?;
            let found = PersonRecord::find(tx, person)?.filter(|person| person.state == PersonState::Invited);
            let mut person = found.ok_or(Error::NotFound)?;
            person.epoch += 1;
            person.save(tx)?;
            let whence = caller.whence(tx)?;
            send(tx, &actor, whence.as_ref(), &person)
        };
        self.storage().write(invite).await
    }
}

/// A letter without a link invites nobody.
pub(crate) fn our_address_is_known(read: &dyn Read, fixed: &Fixed) -> Result<()> {
    match Settings::load(read, fixed)?.public_url {
        Some(_) => Ok(()),
        None => Err(Refusal::field("public_url", Problem::Missing).into()),
    }
}

/// Enters a person as invited and queues the letter.
pub(crate) fn enter(
    tx: &mut Tx<'_>,
    actor: &Actor,
    whence: Option<&Whence>,
    email: &Email,
    name: &PersonName,
    role: Role,
) -> Result<PersonId> {
    let mut person = with_new_account(tx, email, name, role)?;
    person.state = PersonState::Invited;
    person.epoch += 1;
    person.save(tx)?;
    journal::record_from(tx, actor.who, whence, &Fact::PersonAdded { person: person.id, role })?;
    send(tx, actor, whence, &person)?;
    Ok(person.id)
}

fn send(tx: &mut Tx<'_>, actor: &Actor, whence: Option<&Whence>, person: &PersonRecord) -> Result<()> {
    let link = one_time_link::make(tx, Purpose::Invitation, person)?;
    let mut notice = Notice::new(Recipient::Person(person.id), NoticeKind::Invitation, domain::time::Moment(tx.now()));
    notice.actor = actor.person_id();
    notice.link = Some(link.path);
    notice.expires = Some(link.expires);
    queue_notice(tx, &notice)?;
    journal::record_from(tx, actor.who, whence, &Fact::InvitationSent { person: person.id })?;
    Ok(())
}
