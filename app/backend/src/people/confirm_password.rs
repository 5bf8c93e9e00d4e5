//! The password again, for what only administrators may change: people, mail, settings, backup, journal. A stolen,
//! still open browser is not enough for these.

use domain::Refusal;
use domain::field::Problem;
use domain::permissions::Who;

use super::PersonRecord;
use super::attempts::Place;
use super::password::{Credential, check, possible};
use super::session::Session;
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::storage::{Read, Tx};

impl Backend {
    /// Counts for ten minutes, in this browser only.
    pub async fn confirm_password(&self, caller: &Caller, password: &str) -> Result<()> {
        self.check_own_password(caller, "password", password).await?;
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                caller.actor(tx)?;
                let (hash, mut session) = Session::of_caller(tx, &caller)?.ok_or(Error::SignedOut)?;
                session.confirmed_at = Some(tx.real_now());
                tx.save(&hash, &session)?;
                Ok(())
            })
            .await
    }

    /// Whether the caller must confirm before such a change; screens ask first.
    pub fn needs_password(&self, caller: &Caller) -> Result<bool> {
        let now = self.storage().real_now();
        self.storage().read(|read| Ok(!is_confirmed(read, caller, now)?))
    }

    /// The person behind the session when the password is theirs; the refusal names `field`.
    pub(super) async fn check_own_password(
        &self,
        caller: &Caller,
        field: &str,
        password: &str,
    ) -> Result<PersonRecord> {
        let (id, session) = caller.person().zip(caller.session_id()).ok_or(Error::SignedOut)?;
        let (person, credential) = self.storage().read(|read| {
            caller.actor(read)?;
            let person = PersonRecord::find(read, id)?.ok_or(Error::SignedOut)?;
            Ok((person, Credential::of(read, id)?))
        })?;
        possible(field, password)?;
        let account = id.to_string();
        let place = Place::Session(session);
        let turn = self.hashing().turn(&place)?;
        self.door().attempts.begin(&account, &place, self.storage().real_now())?;
        if !check(turn, credential, password).await?.fits {
            let caller = caller.clone();
            let failed = move |tx: &mut Tx<'_>| {
                let whence = caller.whence(tx)?;
                let fact = Fact::SignInFailed { person: Some(id), typed: None };
                journal::record_from(tx, Who::Person(id), whence.as_ref(), &fact)
            };
            self.storage().write(failed).await?;
            return Err(Refusal::field(field, Problem::Wrong).into());
        }
        self.door().attempts.forgive(&account, &place);
        Ok(person)
    }
}

/// To be asked in the transaction of the change. The command line and tasks have no password to enter.
pub(crate) fn require(tx: &Tx<'_>, caller: &Caller) -> Result<()> {
    require_at(tx, caller, tx.real_now())
}

/// The same for what changes nothing here and must not be done by others all the same; `now` by real time.
pub(crate) fn require_at(read: &dyn Read, caller: &Caller, now: i64) -> Result<()> {
    if is_confirmed(read, caller, now)? { Ok(()) } else { Err(Refusal::ConfirmPassword.into()) }
}

fn is_confirmed(read: &dyn Read, caller: &Caller, now: i64) -> Result<bool> {
    if caller.person().is_none() {
        return Ok(true);
    }
    Ok(Session::of_caller(read, caller)?.is_some_and(|(_, session)| session.is_confirmed(now)))
}
