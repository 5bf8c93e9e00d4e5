//! Following an invitation: the person chooses a password and is signed in. The link works once.

use domain::permissions::Who;
use domain::person::Email;

use super::attempts::Place;
use super::one_time_link::{self, Purpose};
use super::password::acceptable;
use super::session::Browser;
use super::{PersonState, SignedIn, reset_password, sign_in};
use crate::Backend;
use crate::error::Result;
use crate::journal::{self, Fact};
use crate::storage::Tx;

impl Backend {
    pub async fn accept_invitation(
        &self,
        token: &str,
        password: &str,
        device: &str,
        address: &str,
    ) -> Result<SignedIn> {
        let state = self.link_state(token)?;
        acceptable("password", password, Email::parse("email", &state.email).ok().as_ref())?;
        let hash = self.hash_password(password, &Place::Link(token.to_owned())).await?;
        let token = token.to_owned();
        let browser = Browser::new(device, address);
        let accept = move |tx: &mut Tx<'_>| {
            let mut person = one_time_link::consume_of_person(tx, &token, Purpose::Invitation)?;
            person.state = PersonState::Active;
            person.address_confirmed = true;
            reset_password::set(tx, &mut person, &hash)?;
            journal::record_from(tx, Who::Person(person.id), Some(&browser.whence()), &Fact::InvitationAccepted)?;
            sign_in::signed_in(tx, person, &browser, true)
        };
        self.storage().write(accept).await
    }
}
