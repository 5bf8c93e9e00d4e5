//! Signing out ends this browser's session and no other.

use domain::permissions::Who;

use super::session::Session;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::journal::{self, Fact};

impl Backend {
    pub async fn sign_out(&self, caller: &Caller) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let Some((hash, session)) = Session::of_caller(tx, &caller)? else { return Ok(()) };
                session.end(tx, &hash);
                journal::record_from(tx, Who::Person(session.person), Some(&session.whence()), &Fact::SignedOut)?;
                Ok(())
            })
            .await
    }
}
