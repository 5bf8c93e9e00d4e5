//! Proof of who is asking. Every use case takes a `&Caller` first; nothing outside this crate can make one
//! for a person. It carries identity and auth epoch only: rights are read in the transaction they are used in,
//! so that a role lowered a second ago is lowered now.

use domain::ids::{IncidentId, PersonId, SessionId};
use domain::permissions::{Action, Actor, Object, Who, permits};

use crate::error::{Error, Result};
use crate::journal::{self, Fact, Whence};
use crate::people::{PersonRecord, PersonState, Session};
use crate::storage::{Read, Tx};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    identity: Identity,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    Visitor,
    Session { person: PersonId, epoch: u32, session: SessionId },
    Receipt { incident: IncidentId, person: PersonId },
    Operator,
}

impl Caller {
    /// Anybody: the one identity that needs no proof.
    pub fn visitor() -> Self {
        Self { identity: Identity::Visitor }
    }

    pub(crate) fn session(person: PersonId, epoch: u32, session: SessionId) -> Self {
        Self { identity: Identity::Session { person, epoch, session } }
    }

    pub(crate) fn receipt(incident: IncidentId, person: PersonId) -> Self {
        Self { identity: Identity::Receipt { incident, person } }
    }

    pub(crate) fn operator() -> Self {
        Self { identity: Identity::Operator }
    }

    pub fn is_visitor(&self) -> bool {
        self.identity == Identity::Visitor
    }

    /// The signed-in person, without asking whether they still may.
    pub fn person(&self) -> Option<PersonId> {
        match self.identity {
            Identity::Session { person, .. } => Some(person),
            _ => None,
        }
    }

    pub fn session_id(&self) -> Option<SessionId> {
        match self.identity {
            Identity::Session { session, .. } => Some(session),
            _ => None,
        }
    }

    /// The actor with the rights of this instant. A disabled account or a raised epoch has signed out.
    pub fn actor(&self, read: &dyn Read) -> Result<Actor> {
        let who = match self.identity {
            Identity::Visitor => return Ok(Actor::VISITOR),
            Identity::Operator => Who::Operator,
            Identity::Receipt { incident, person } => Who::Receipt { incident, person },
            Identity::Session { person, epoch, .. } => {
                let record = PersonRecord::find(read, person)?.ok_or(Error::SignedOut)?;
                if record.state != PersonState::Active || record.epoch != epoch {
                    return Err(Error::SignedOut);
                }
                return Ok(Actor { who: Who::Person(person), role: record.role, private_read: record.private_read });
            }
        };
        Ok(Actor { who, role: None, private_read: false })
    }

    /// From where they act, as their session says; nothing for whoever has none.
    pub(crate) fn whence(&self, read: &dyn Read) -> Result<Option<Whence>> {
        Ok(Session::of_caller(read, self)?.map(|(_, session)| session.whence()))
    }

    /// Writes into the journal what they did, and from where.
    pub(crate) fn note(&self, tx: &mut Tx<'_>, actor: &Actor, fact: &Fact) -> Result<()> {
        let whence = self.whence(tx)?;
        journal::record_from(tx, actor.who, whence.as_ref(), fact).map(drop)
    }

    /// The gate for what is about the desk as a whole.
    pub(crate) fn may(&self, read: &dyn Read, action: Action) -> Result<Actor> {
        self.may_on(read, action, Object::Desk)
    }

    /// The gate for what is not about one incident.
    pub(crate) fn may_on(&self, read: &dyn Read, action: Action, object: Object) -> Result<Actor> {
        let actor = self.actor(read)?;
        match must_be_permitted(&actor, action, object) {
            Err(Error::Denied) if self.is_visitor() => Err(Error::SignedOut),
            asked => asked.map(|()| actor),
        }
    }
}

/// The gate for who is no caller: a task of our own, and the command line for what is its alone.
pub(crate) fn must_be_permitted(actor: &Actor, action: Action, object: Object) -> Result<()> {
    if permits(actor, action, object) { Ok(()) } else { Err(Error::Denied) }
}
