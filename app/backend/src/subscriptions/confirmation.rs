//! The link that proves that an address is theirs. It carries what was asked for, sealed, so that nothing is
//! stored for strangers until they have pressed its button.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64URL_NOPAD;
use domain::Refusal;
use domain::ids::{PersonId, ServiceId};
use domain::person::Email;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::Scope;
use super::offered::subscribe;
use crate::Backend;
use crate::error::{Error, Result};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::{PersonRecord, PersonState};
use crate::services::ServiceRecord;
use crate::storage::{Read, Tx};

const PURPOSE: &str = "confirm subscription";
const NONCE: usize = 24;
/// An address and `ASKED_MOST` services, sealed, in base 64.
const LONGEST: usize = 1_000;

/// What an address was asked to confirm; no services: only that we may write to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Confirmation {
    pub email: Email,
    pub services: Vec<ServiceId>,
    pub until: Moment,
}

/// What the link's page shows before its button is pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfirmationView {
    pub email: String,
    pub services: Vec<String>,
}

impl Backend {
    /// What the button would confirm. Looking changes nothing.
    pub async fn confirmation_view(&self, token: &str) -> Result<ConfirmationView> {
        let asked = self.open_confirmation(token)?;
        self.storage().read(|read| {
            let names = still_offered(read, &asked)?.into_iter().map(|service| service.name).collect();
            Ok(ConfirmationView { email: asked.email.to_string(), services: names })
        })
    }

    /// The address is theirs: subscribes it, and answers with the token of its page of choices.
    pub async fn confirm_subscription(&self, token: &str) -> Result<String> {
        let asked = self.open_confirmation(token)?;
        let person = self.storage().write(move |tx| confirm(tx, &asked)).await?;
        Ok(self.unsubscribe_token(person, Scope::All))
    }

    pub(crate) fn seal_confirmation(&self, confirmation: &Confirmation) -> Result<String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(Error::internal)?;
        let plain = rmp_serde::to_vec(confirmation).map_err(Error::internal)?;
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), plain.as_slice()).map_err(Error::internal)?;
        Ok(BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// Forged, damaged and expired ones are the same to whoever holds them.
    fn open_confirmation(&self, token: &str) -> Result<Confirmation> {
        let opened = if token.len() > LONGEST { None } else { self.unseal(token) };
        let valid = opened.filter(|confirmation| Moment(self.storage().now()) < confirmation.until);
        valid.ok_or_else(|| Refusal::LinkSpent.into())
    }

    fn unseal(&self, token: &str) -> Option<Confirmation> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let plain = self.cipher().decrypt(&XNonce::from(*nonce), sealed).ok()?;
        rmp_serde::from_slice(&plain).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.keys().derive(PURPOSE).into())
    }
}

/// Queues the letter with the link. `topic` names what it is about.
pub(crate) fn queue_confirmation(
    tx: &mut Tx<'_>,
    asked: &Confirmation,
    topic: &str,
    token: &str,
    by: Option<PersonId>,
) -> Result<()> {
    let recipient = Recipient::Address(asked.email.clone());
    let mut notice = Notice::new(recipient, NoticeKind::ConfirmSubscription, Moment(tx.now()));
    notice.words = Some(topic.to_owned());
    notice.link = Some(format!("/subscriptions/confirm/{token}"));
    notice.expires = Some(asked.until);
    notice.actor = by;
    queue_notice(tx, &notice)
}

fn confirm(tx: &mut Tx<'_>, asked: &Confirmation) -> Result<PersonId> {
    let mut person = PersonRecord::of_address(tx, &asked.email)?;
    if person.state == PersonState::Disabled {
        return Err(Refusal::LinkSpent.into());
    }
    let services = still_offered(tx, asked)?;
    person.address_confirmed = true;
    person.stopped_all = person.stopped_all && services.is_empty();
    person.save(tx)?;
    for service in services {
        subscribe(tx, person.id, service.id)?;
    }
    Ok(person.id)
}

fn still_offered(read: &dyn Read, asked: &Confirmation) -> Result<Vec<ServiceRecord>> {
    let mut services = ServiceRecord::all(read)?;
    services.retain(|service| !service.retired && asked.services.contains(&service.id));
    Ok(services)
}
