//! Signing in with mail address and password. The answer and the time it takes are the same for a wrong password,
//! a person nobody knows and an account that is disabled or has no password.

use domain::Refusal;
use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::permissions::Who;
use domain::person::Email;
use domain::time::Moment;

use super::attempts::Place;
use super::password::{Credential, fits};
use super::session::{Browser, Session};
use super::{PersonRecord, PersonState};
use crate::Backend;
use crate::error::{Error, Result};
use crate::journal::{self, Fact};
use crate::retention::SESSION_LONGEST;
use crate::storage::Tx;

/// A session that has just begun.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The secret; it is stored nowhere but in the browser.
    pub cookie: String,
    /// The session ends at the latest then.
    pub expires: Moment,
}

impl Backend {
    /// `device` is the browser's `User-Agent`, `address` the client's network address.
    pub async fn sign_in(&self, email: &str, password: &str, device: &str, address: &str) -> Result<SignedIn> {
        let email = parse(email, password)?;
        let place = Place::of_address(address);
        let turn = self.hashing().turn(&place)?;
        self.door().attempts.begin(&email.folded(), &place, self.storage().now())?;
        let found = self.storage().read(|read| {
            let Some(person) = PersonRecord::by_email(read, &email)? else { return Ok(None) };
            let credential = Credential::of(read, person.id)?;
            Ok(Some((person, credential)))
        })?;
        let (person, credential) = found.unzip();
        let credential = credential.flatten().filter(|_| person.as_ref().is_some_and(PersonRecord::is_active));
        let fits = fits(turn, credential.clone(), password).await?;
        let outcome = match (person, credential) {
            (Some(person), Some(credential)) if fits => {
                let browser = Browser::new(device, address);
                let anew =
                    if credential.is_current() { None } else { Some(self.hash_password(password, &place).await?) };
                let begin = move |tx: &mut Tx<'_>| begin(tx, &person, &credential, anew.as_deref(), &browser);
                let begun = self.storage().write(begin).await?;
                begun.ok_or_else(wrong)
            }
            (person, _) => {
                self.note_failure(person.filter(|person| person.role.is_some()).map(|person| person.id));
                Err(wrong())
            }
        };
        if outcome.is_ok() {
            self.door().attempts.forgive(&email.folded(), &place);
        }
        outcome
    }

    /// The answer does not wait for it: the time it takes would tell whether there is such an account.
    fn note_failure(&self, person: Option<PersonId>) {
        if !self.door().failures.one_more(person, self.storage().now()) {
            tracing::info!(?person, "one more failed sign-in than the journal keeps in an hour");
            return;
        }
        let storage = self.storage().clone();
        tokio::spawn(async move {
            let failed = move |tx: &mut Tx<'_>| journal::record(tx, Who::Visitor, &Fact::SignInFailed { person });
            if let Err(error) = storage.write_background(failed).await {
                tracing::error!("a failed sign-in could not be noted: {error}");
            }
        });
    }
}

fn parse(email: &str, password: &str) -> Result<Email> {
    let mut fields = Fields::default();
    let email = fields.take(Email::parse("email", email));
    if password.is_empty() {
        fields.refuse("password", Problem::Missing);
    }
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
        let set_at = credential.set_at;
        Credential { hash: hash.to_owned(), set_at }.store(tx, person.id)?;
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
    let now = tx.now();
    person.last_seen = Some(now);
    person.save(tx)?;
    let cookie = Session::begin(tx, &person, browser, by_password)?;
    journal::record(tx, Who::Person(person.id), &Fact::SignedIn)?;
    Ok(SignedIn { cookie, expires: Moment(now + SESSION_LONGEST) })
}

fn wrong() -> Error {
    Refusal::field("password", Problem::Wrong).into()
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

    use super::*;
    use crate::storage::Storage;
    use crate::{Clock, Options};

    #[tokio::test]
    async fn a_password_hashed_cheaper_once_is_hashed_anew_when_rui_next_types_it() {
        let desk = Backend::new(Storage::in_memory(Clock::manual(5)), Options::default()).unwrap();
        let (email, password) = ("rui@example.org", "a kestrel over the quay");
        let rui = desk.add_person(&desk.operator(), email, "Rui", "responder", password).await.unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let cheap = cheap.hash_password(password.as_bytes()).unwrap().to_string();
        desk.storage().write_blocking(move |tx| Credential { hash: cheap.clone(), set_at: 5 }.store(tx, rui)).unwrap();
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
}
