//! Links that open something once: invitation, new password, sign-in. The secret is stored
//! hashed. Looking changes nothing, because mail scanners look; only the act behind the button consumes. A link
//! means nothing once the person's epoch was raised, so a new password makes older links void.

use data_encoding::BASE64URL_NOPAD;
use domain::Refusal;
use domain::ids::PersonId;
use domain::person::Email;
use domain::time::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{PersonRecord, PersonState};
use crate::Backend;
use crate::error::Result;
use crate::retention::{INVITATION, PASSWORD_RESET, SIGN_IN_LINK};
use crate::storage::{self, Read, Record, Table, Tx};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    Invitation,
    PasswordReset,
    SignIn,
}

/// What the page behind a link may show before the button is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkState {
    pub purpose: Purpose,
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OneTimeLink {
    pub purpose: Purpose,
    /// `None` for an address nobody has used yet.
    pub person: Option<PersonId>,
    /// The person's when the link was made.
    pub epoch: u32,
    #[serde(default)]
    pub email: Option<Email>,
    pub expires_at: i64,
}

/// A link to be mailed: the path of its page, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub path: String,
    pub expires: Moment,
}

impl Record for OneTimeLink {
    const TABLE: Table = Table::OneTimeLinks;
    const VERSION: u8 = 1;
}

impl Purpose {
    fn lifetime(self) -> i64 {
        match self {
            Self::Invitation => INVITATION,
            Self::PasswordReset => PASSWORD_RESET,
            Self::SignIn => SIGN_IN_LINK,
        }
    }

    fn path(self, token: &str) -> String {
        match self {
            Self::Invitation => format!("/invite/{token}"),
            Self::PasswordReset => format!("/reset/{token}"),
            Self::SignIn => format!("/sign-in/{token}"),
        }
    }
}

impl Backend {
    /// For the page behind a link; `LinkSpent` when it was used, has expired or never existed.
    pub fn link_state(&self, token: &str) -> Result<LinkState> {
        let now = self.storage().now();
        self.storage().read(|read| {
            let (link, person) = look(read, token, now)?;
            let email = link.email.or_else(|| person.as_ref().and_then(|person| person.email.clone()));
            let name = person.map(|person| person.name).unwrap_or_default();
            Ok(LinkState {
                purpose: link.purpose,
                name,
                email: email.map(|email| email.to_string()).unwrap_or_default(),
            })
        })
    }
}

/// A link for this person.
pub(crate) fn make(tx: &mut Tx<'_>, purpose: Purpose, person: &PersonRecord) -> Result<Made> {
    let link = OneTimeLink {
        purpose,
        person: Some(person.id),
        epoch: person.epoch,
        email: person.email.clone(),
        expires_at: tx.now() + purpose.lifetime(),
    };
    store(tx, &link)
}

/// A link for somebody known by address only.
pub(crate) fn make_for_address(tx: &mut Tx<'_>, purpose: Purpose, email: &Email) -> Result<Made> {
    let expires_at = tx.now() + purpose.lifetime();
    store(tx, &OneTimeLink { purpose, person: None, epoch: 0, email: Some(email.clone()), expires_at })
}

/// Takes a link out of use and answers what it was for. Everything else in the transaction commits with it.
pub(crate) fn consume(tx: &mut Tx<'_>, token: &str, purpose: Purpose) -> Result<(OneTimeLink, Option<PersonRecord>)> {
    let now = tx.now();
    let (link, person) = look(tx, token, now)?;
    if link.purpose != purpose {
        return Err(Refusal::LinkSpent.into());
    }
    if let Some(hash) = hash_of(token) {
        tx.delete(Table::OneTimeLinks, hash);
    }
    Ok((link, person))
}

/// The same for links that belong to a person.
pub(super) fn consume_of_person(tx: &mut Tx<'_>, token: &str, purpose: Purpose) -> Result<PersonRecord> {
    let (_, person) = consume(tx, token, purpose)?;
    person.ok_or_else(|| Refusal::LinkSpent.into())
}

fn look(read: &dyn Read, token: &str, now: i64) -> Result<(OneTimeLink, Option<PersonRecord>)> {
    let link: Option<OneTimeLink> = match hash_of(token) {
        Some(hash) => storage::load(read, &hash)?,
        None => None,
    };
    let link = link.filter(|link| now < link.expires_at).ok_or(Refusal::LinkSpent)?;
    let Some(id) = link.person else { return Ok((link, None)) };
    let person = PersonRecord::find(read, id)?
        .filter(|person| person.state != PersonState::Disabled && person.epoch == link.epoch)
        .ok_or(Refusal::LinkSpent)?;
    Ok((link, Some(person)))
}

fn store(tx: &mut Tx<'_>, link: &OneTimeLink) -> Result<Made> {
    let secret: [u8; 32] = tx.random();
    let hash: [u8; 32] = Sha256::digest(secret).into();
    tx.save(&hash, link)?;
    let path = link.purpose.path(&BASE64URL_NOPAD.encode(&secret));
    Ok(Made { path, expires: Moment(link.expires_at) })
}

fn hash_of(token: &str) -> Option<[u8; 32]> {
    super::session::hash_of(token)
}
