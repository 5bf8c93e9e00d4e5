//! Signing in with mail address and password. The answer and the time it takes are the same for a wrong password,
//! a person nobody knows and an account that is disabled or has no password.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::Who;
use domain::person::Email;
use domain::time::Moment;

use super::attempts::Place;
use super::password::{Credential, check, possible};
use super::session::{Browser, Session};
use super::{PersonRecord, PersonState};
use crate::Backend;
use crate::error::{Error, Result};
use crate::journal::{self, Fact, Whence};
use crate::retention::SESSION_LONGEST;
use crate::storage::Tx;

/// A session that has just begun.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret; it is stored nowhere but in the browser.
    pub cookie: String,
    /// The session ends at the latest then, by real time.
    pub expires: Moment,
    pub(super) person: PersonId,
}

impl Backend {
    /// `device` is the browser's `User-Agent`, `address` the client's network address.
    pub async fn sign_in(&self, email: &str, password: &str, device: &str, address: &str) -> Result<SignedIn> {
        self.sign_in_again(email, password, device, address, "").await
    }

    /// The same; `marks` are those that the browser got when somebody signed in there before, if anybody did.
    pub async fn sign_in_again(
        &self,
        email: &str,
        password: &str,
        device: &str,
        address: &str,
        marks: &str,
    ) -> Result<SignedIn> {
        let email = parse(email, password)?;
        let found = self.storage().read(|read| {
            let Some(person) = PersonRecord::by_email(read, &email)? else { return Ok(None) };
            let credential = Credential::of(read, person.id)?;
            Ok(Some((person, credential)))
        })?;
        let (person, credential) = found.unzip();
        let known = person.as_ref().and_then(|person| self.known_place(marks, person.id));
        let place = known.unwrap_or_else(|| Place::of_address(address));
        let turn = self.hashing().turn(&place)?;
        self.door().attempts.begin(&email.folded(), &place, self.storage().real_now())?;
        let credential = credential.flatten().filter(|_| person.as_ref().is_some_and(PersonRecord::is_active));
        let fit = check(turn, credential.clone(), password).await?;
        let browser = Browser::new(device, address);
        let outcome = match (person, credential) {
            (Some(person), Some(credential)) if fit.fits => {
                let begin = move |tx: &mut Tx<'_>| begin(tx, &person, &credential, fit.anew.as_deref(), &browser);
                let begun = self.storage().write(begin).await?;
                begun.ok_or_else(wrong)
            }
            (person, _) => {
                let known = person.filter(|person| person.role.is_some()).map(|person| person.id);
                self.note_failure(known, &email, browser.whence());
                Err(wrong())
            }
        };
        if outcome.is_ok() {
            self.door().attempts.forgive(&email.folded(), &place);
        }
        outcome
    }

    /// The answer does not wait for it: the time it takes would tell whether there is such an account.
    fn note_failure(&self, person: Option<PersonId>, typed: &Email, whence: Whence) {
        if !self.door().failures.one_more(person, self.storage().real_now()) {
            tracing::info!(?person, "one more failed sign-in than the journal keeps in an hour");
            return;
        }
        let storage = self.storage().clone();
        let fact = Fact::SignInFailed { person, typed: person.is_none().then(|| typed.to_string()) };
        tokio::spawn(async move {
            let failed = move |tx: &mut Tx<'_>| journal::record_from(tx, Who::Visitor, Some(&whence), &fact);
            if let Err(error) = storage.write_background(failed).await {
                tracing::error!("a failed sign-in could not be noted: {error}");
            }
        });
    }
}

fn parse(email: &str, password: &str) -> Result<Email> {
    let mut fields = Fields::default();
    let email = fields.take(Email::parse("email", email));
    fields.take(possible("password", password));
    let Some(email) = email else { return Err(fields.into_refusal().into()) };
    fields.finish()?;
    Ok(email)
}

/// `None` when the account changed while the password was checked. `anew` is the same password, hashed as one would
/// hash it today.
fn begin(
    tx: &mut Tx<'_>,
    checked: &PersonRecord,
    credential: &Credential,
    anew: Option<&str>,
    browser: &Browser,
) -> Result<Option<SignedIn>> {
    let Some(person) = PersonRecord::find(tx, checked.id)? else { return Ok(None) };
    if !person.is_active() || Credential::of(tx, person.id)?.as_ref() != Some(credential) {
        return Ok(None);
    }
    if let Some(hash) = anew {
        credential.hashed_anew(hash).store(tx, person.id)?;
    }
    signed_in(tx, person, browser, true).map(Some)
}

/// Begins a session for somebody who has proved who they are.
pub(crate) fn signed_in(
    tx: &mut Tx<'_>,
    mut person: PersonRecord,
    browser: &Browser,
    by_password: bool,
) -> Result<SignedIn> {
    debug_assert_eq!(person.state, PersonState::Active);
    person.last_seen = Some(tx.now());
    person.save(tx)?;
    let cookie = Session::begin(tx, &person, browser, by_password)?;
    journal::record_from(tx, Who::Person(person.id), Some(&browser.whence()), &Fact::SignedIn)?;
    Ok(SignedIn { cookie, expires: Moment(tx.real_now() + SESSION_LONGEST), person: person.id })
}

fn wrong() -> Error {
    Refusal::field("password", Problem::Wrong).into()
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

    use serde::Serialize;

    use super::*;
    use crate::people::hashing::Buffer;
    use crate::storage::Storage;
    use crate::{Clock, Options};

    #[tokio::test]
    async fn a_password_hashed_cheaper_once_is_hashed_anew_when_rui_next_types_it() {
        let desk = Backend::new(Storage::in_memory(Clock::manual(5)), Options::default()).unwrap();
        let (email, password) = ("rui@example.org", "a kestrel over the quay");
        let rui = desk.add_person(&desk.operator(), email, "Rui", "responder", password).await.unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let cheap = cheap.hash_password(password.as_bytes()).unwrap().to_string();
        desk.storage()
            .write_blocking(move |tx| Credential { hash: cheap.clone(), set_at: 5, composed: true }.store(tx, rui))
            .unwrap();
        let stored = || desk.storage().read(|read| Credential::of(read, rui)).unwrap().unwrap();
        assert!(!stored().is_current());

        assert!(desk.sign_in(email, "a guess, and a wrong one", "", "").await.is_err());
        assert!(!stored().is_current(), "a guess changes nothing");
        desk.sign_in(email, password, "", "").await.unwrap();
        let anew = stored();
        assert!(anew.is_current() && anew.set_at == 5, "{anew:?}");
        desk.sign_in(email, password, "", "").await.unwrap();
        assert_eq!(stored(), anew, "and only once");
    }

    #[tokio::test]
    async fn a_password_that_was_hashed_as_it_was_typed_still_fits_and_is_composed_from_then_on() {
        let desk = Backend::new(Storage::in_memory(Clock::manual(5)), Options::default()).unwrap();
        let (email, apart, composed) = ("rui@example.org", "u\u{308}ber den Kai", "\u{fc}ber den Kai");
        let rui = desk.add_person(&desk.operator(), email, "Rui", "responder", composed).await.unwrap();
        let as_typed = Buffer::default().hash(apart.as_bytes()).unwrap();
        let old = Credential { hash: as_typed, set_at: 5, composed: false };
        desk.storage().write_blocking(move |tx| old.store(tx, rui)).unwrap();
        assert!(desk.sign_in(email, composed, "", "").await.is_err(), "nobody can know what was typed then");
        desk.sign_in(email, apart, "", "").await.unwrap();
        desk.sign_in(email, composed, "", "").await.unwrap();
        desk.sign_in(email, apart, "", "").await.unwrap();
    }

    #[test]
    fn a_credential_of_before_reads_as_one_that_was_hashed_as_typed() {
        #[derive(Serialize)]
        struct Before<'a> {
            hash: &'a str,
            set_at: i64,
        }
        let bytes = rmp_serde::to_vec_named(&Before { hash: "h", set_at: 5 }).unwrap();
        let read: Credential = rmp_serde::from_slice(&bytes).unwrap();
        assert_eq!(read, Credential { hash: "h".into(), set_at: 5, composed: false });
    }
}
