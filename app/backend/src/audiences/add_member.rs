//! Entering somebody into an audience, by name and address.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::{AudienceId, PersonId};
use domain::permissions::{Action, Actor};
use domain::person::{Email, Role};
use domain::text::PersonName;
use domain::time::Moment;

use super::record::{is_member, member_key};
use super::{AudienceRecord, MEMBERS_MOST, may_be_written_to};
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::{PersonRecord, PersonState, confirm_password};
use crate::retention::SUBSCRIPTION_CONFIRMATION;
use crate::settings::Settings;
use crate::storage::{Key, Read, Table, Tx};
use crate::subscriptions::{Confirmation, queue_confirmation};
use crate::{Backend, Caller};

/// What came of entering somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// They get letters from here on.
    Member,
    /// They were asked by mail, and get nothing else before they confirm.
    Asked,
    /// They were in it already.
    Already,
}

/// Somebody to enter, with a link ready in case they must be asked.
pub(super) struct Newcomer {
    pub name: Option<PersonName>,
    pub email: Email,
    /// The confirmation that is asked for, and its token.
    pub confirmation: (Confirmation, String),
}

impl Backend {
    /// Whoever is not known becomes a person without an account. An address an administrator enters counts as
    /// confirmed; anybody else's outsiders are asked by mail first.
    pub async fn add_member(&self, caller: &Caller, audience: AudienceId, name: &str, email: &str) -> Result<Entered> {
        let mut fields = Fields::default();
        let name = fields.take(PersonName::parse_optional("name", name)).flatten();
        let email = fields.take(Email::parse("email", email));
        let Some(email) = email else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        let newcomer = self.newcomer(name, email)?;
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::SubscribeOthers)?;
                confirm_password::require(tx, &caller)?;
                let audience = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                let (person, entered) = enter(tx, &actor, &audience, &newcomer)?;
                if entered != Entered::Already {
                    caller.note(tx, &actor, &Fact::AudienceEntered { name: audience.name, people: vec![person] })?;
                }
                Ok(entered)
            })
            .await
    }

    pub(super) fn newcomer(&self, name: Option<PersonName>, email: Email) -> Result<Newcomer> {
        let until = Moment(self.storage().now()).plus(SUBSCRIPTION_CONFIRMATION);
        let confirmation = Confirmation { email: email.clone(), services: Vec::new(), until };
        let token = self.seal_confirmation(&confirmation)?;
        Ok(Newcomer { name, email, confirmation: (confirmation, token) })
    }
}

/// Enters one person, without the journal.
pub(super) fn enter(
    tx: &mut Tx<'_>,
    actor: &Actor,
    audience: &AudienceRecord,
    newcomer: &Newcomer,
) -> Result<(PersonId, Entered)> {
    let mut person = PersonRecord::of_address(tx, &newcomer.email)?;
    if person.state == PersonState::Disabled {
        return Err(Refusal::field("email", Problem::NotEligible).into());
    }
    let already = is_member(tx, audience.id, person.id)?;
    if !already
        && tx.count_prefix(Table::AudienceMembers, &Key::new().u64(audience.id.0).done())? >= MEMBERS_MOST as u64
    {
        let full = Problem::TooMany { most: MEMBERS_MOST, now: MEMBERS_MOST + 1 };
        return Err(Refusal::field("email", full).into());
    }
    if person.name.is_empty()
        && let Some(name) = &newcomer.name
    {
        name.as_str().clone_into(&mut person.name);
    }
    let vouched = actor.role == Some(Role::Administrator);
    person.address_confirmed |= vouched;
    person.save(tx)?;
    if already {
        return Ok((person.id, Entered::Already));
    }
    put_member(tx, audience.id, person.id);
    if may_be_written_to(&person, &Settings::stored(tx)?) {
        return Ok((person.id, Entered::Member));
    }
    let (confirmation, token) = &newcomer.confirmation;
    queue_confirmation(tx, confirmation, &audience.name, token, actor.person_id())?;
    Ok((person.id, Entered::Asked))
}

fn put_member(tx: &mut Tx<'_>, audience: AudienceId, person: PersonId) {
    let at = Key::new().i64(tx.now()).done();
    tx.put(Table::AudienceMembers, member_key(audience, person), at);
}
