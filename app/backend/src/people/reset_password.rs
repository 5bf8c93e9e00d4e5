//! A new password by a mailed link. Every session of the person ends and older links are void.

use domain::permissions::Who;

use super::PersonRecord;
use super::attempts::Place;
use super::one_time_link::{self, Purpose};
use super::password::{Credential, acceptable};
use super::session::{Browser, Session};
use crate::Backend;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::storage::Tx;

impl Backend {
    /// The link is spent only when the password was accepted.
    pub async fn reset_password(&self, token: &str, password: &str, device: &str, address: &str) -> Result<()> {
        let state = self.link_state(token)?;
        let email = domain::person::Email::parse("email", &state.email).ok();
        acceptable("password", password, email.as_ref())?;
        let hash = self.hash_password(password, &Place::Link(token.to_owned())).await?;
        let (token, browser) = (token.to_owned(), Browser::new(device, address));
        let reset = move |tx: &mut Tx<'_>| {
            let mut person = one_time_link::consume_of_person(tx, &token, Purpose::PasswordReset)?;
            person.address_confirmed = true;
            set(tx, &mut person, &hash)?;
            let whence = browser.whence();
            journal::record_from(tx, Who::Person(person.id), Some(&whence), &Fact::PasswordChanged)?;
            Ok(())
        };
        self.storage().write(reset).await
    }
}

/// Stores the hash, raises the epoch and ends all sessions.
pub(super) fn set(tx: &mut Tx<'_>, person: &mut PersonRecord, hash: &str) -> Result<()> {
    person.epoch += 1;
    person.save(tx)?;
    Credential::save(tx, person.id, hash)?;
    Session::end_all_of(tx, person.id)
}
