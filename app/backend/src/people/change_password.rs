//! A new password by its owner, who enters the old one. All sessions end; this browser goes on with a new one.

use domain::field::Fields;
use domain::permissions::Who;

use super::SignedIn;
use super::attempts::Place;
use super::password::acceptable;
use super::session::{Browser, Session};
use super::{PersonRecord, reset_password, sign_in};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::storage::Tx;

impl Backend {
    pub async fn change_password(&self, caller: &Caller, old: &str, new: &str) -> Result<SignedIn> {
        let place = Place::Session(caller.session_id().ok_or(Error::SignedOut)?);
        let person = self.check_own_password(caller, "old_password", old).await?;
        let mut fields = Fields::default();
        fields.take(acceptable("password", new, person.email.as_ref()));
        fields.finish()?;
        let hash = self.hash_password(new, &place).await?;
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            caller.actor(tx)?;
            let (_, session) = Session::of_caller(tx, &caller)?.ok_or(Error::SignedOut)?;
            let mut person = PersonRecord::find(tx, session.person)?.ok_or(Error::SignedOut)?;
            reset_password::set(tx, &mut person, &hash)?;
            journal::record_from(tx, Who::Person(person.id), Some(&session.whence()), &Fact::PasswordChanged)?;
            let browser = Browser { device: session.device, address: session.address };
            sign_in::signed_in(tx, person, &browser, true)
        };
        self.storage().write(change).await
    }
}
