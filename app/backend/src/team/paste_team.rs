//! Inviting the team at once, as it stands in somebody's address book. Everybody becomes a responder; who should be
//! more is raised afterwards.

use domain::Refusal;
use domain::permissions::{Action, Object, Section};
use domain::person::{Email, Role};
use domain::text::PersonName;

use crate::Backend;
use crate::audiences::PASTED_MOST;
use crate::audiences::paste_members::{parse, people};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::people::{PersonRecord, confirm_password, invite, name_of};
use crate::storage::Tx;

/// What came of a pasted team. Whoever can be understood is invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedTeam {
    pub invited: usize,
    /// Had an account before.
    pub already: usize,
    /// What could not be understood, or was more than fits at a time, as it was typed.
    pub left: Vec<String>,
}

impl Backend {
    /// One person a line, or several with commas between: `Rui Costa <rui@example.org>` or the address alone.
    pub async fn paste_team(&self, caller: &Caller, pasted: &str) -> Result<PastedTeam> {
        let mut team = Vec::new();
        let mut left = Vec::new();
        for typed in people(pasted) {
            match parse(&typed).and_then(|(name, email)| named(name, email)) {
                Some(member) if team.len() < PASTED_MOST => team.push(member),
                _ => left.push(typed),
            }
        }
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let invite_all = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Settings(Section::People))?;
            confirm_password::require(tx, &caller)?;
            invite::our_address_is_known(tx, &fixed)?;
            let whence = caller.whence(tx)?;
            let mut outcome = PastedTeam { left: left.clone(), ..PastedTeam::default() };
            for (name, email) in &team {
                if PersonRecord::by_email(tx, email)?.is_some_and(|person| person.role.is_some()) {
                    outcome.already += 1;
                    continue;
                }
                match invite::enter(tx, &actor, whence.as_ref(), email, name, Role::Responder) {
                    Ok(_) => outcome.invited += 1,
                    Err(Error::Refused(Refusal::Fields(_))) => outcome.left.push(email.to_string()),
                    Err(other) => return Err(other),
                }
            }
            Ok(outcome)
        };
        self.storage().write(invite_all).await
    }
}

/// An address alone is called what stands before the `@`.
fn named(name: Option<PersonName>, email: Email) -> Option<(PersonName, Email)> {
    let name = name.or_else(|| PersonName::parse("name", &name_of(&email)).ok())?;
    Some((name, email))
}
