//! Passwords: what is accepted, and what fits. Checking takes the same time whether the person exists or not. Never
//! called inside a write: a hash takes tens of milliseconds.

use domain::field::{FieldError, Problem};
use domain::ids::PersonId;
use domain::person::Email;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::attempts::Place;
use super::hashing::Turn;
use crate::Backend;
use crate::error::Result;
use crate::storage::{self, Read, Record, Table, Tx};

/// Bytes.
pub const PASSWORD_LEAST: usize = 10;
pub const PASSWORD_MOST: usize = 1_024;

/// One word a line, lower case, none shorter than `PASSWORD_LEAST`.
const MOST_USED: &str = include_str!("most_used_passwords.txt");

/// Checked in place of the hash of somebody who has none; no password has this hash.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2l0cmVwLW5vYm9keS1zYQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A stored password hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// In PHC form, parameters and salt included.
    pub hash: String,
    pub set_at: i64,
    /// The hash is of the password in Unicode's composed form (NFC): some keyboards send an umlaut as two characters, and
    /// people type the same password on another one.
    #[serde(default)]
    pub composed: bool,
}

impl Record for Credential {
    const TABLE: Table = Table::Credentials;
    const VERSION: u8 = 1;
}

impl Credential {
    pub fn of(read: &dyn Read, person: PersonId) -> Result<Option<Self>> {
        storage::load(read, &person.0.to_be_bytes())
    }

    /// Made as one is made today; an older one is made anew when its password is next typed.
    pub fn is_current(&self) -> bool {
        self.composed && cost(&self.hash) == cost(NOBODYS)
    }

    /// The same password, hashed as one would hash it today.
    pub fn hashed_anew(&self, hash: &str) -> Self {
        Self { hash: hash.to_owned(), set_at: self.set_at, composed: true }
    }

    pub fn save(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<()> {
        Self { hash: hash.to_owned(), set_at: tx.now(), composed: true }.store(tx, person)
    }

    pub fn store(&self, tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
        tx.save(&person.0.to_be_bytes(), self)
    }
}

/// What a password could be: nothing else is worth a try, and none is counted.
pub(crate) fn possible(field: &str, typed: &str) -> Result<(), FieldError> {
    let problem = match composed(typed).len() {
        0 => Problem::Missing,
        long if long > PASSWORD_MOST => Problem::TooLong { most: PASSWORD_MOST, now: long },
        _ => return Ok(()),
    };
    Err(FieldError::new(field, problem))
}

/// Whether a new password will do.
pub(crate) fn acceptable(field: &str, typed: &str, email: Option<&Email>) -> Result<(), FieldError> {
    possible(field, typed)?;
    let typed = composed(typed);
    let weak = || {
        let folded = typed.to_lowercase();
        let one_character = typed.chars().next().is_none_or(|first| typed.chars().all(|c| c == first));
        let address = email.is_some_and(|email| {
            let address = email.folded();
            folded == address || address.split('@').next() == Some(folded.as_str())
        });
        one_character || address || MOST_USED.lines().any(|word| word == folded)
    };
    let problem = match typed.len() {
        short if short < PASSWORD_LEAST => Problem::TooShort { least: PASSWORD_LEAST },
        _ if weak() => Problem::Weak,
        _ => return Ok(()),
    };
    Err(FieldError::new(field, problem))
}

impl Backend {
    /// `place` is where it was typed.
    pub(crate) async fn hash_password(&self, password: &str, place: &Place) -> Result<String> {
        let password = composed(password);
        self.hashing().turn(place)?.take(move |buffer| buffer.hash(password.as_bytes())).await
    }
}

/// What came of a try.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Fit {
    pub fits: bool,
    /// The password hashed as today, where it was hashed otherwise.
    pub anew: Option<String>,
}

/// Whether `password` fits the credential; as long for `None`, then never. Before passwords were composed they were
/// hashed as typed, so that both forms are tried where they differ: for everybody, or the time would tell.
pub(crate) async fn check(turn: Turn, credential: Option<Credential>, password: &str) -> Result<Fit> {
    let (typed, composed) = (password.to_owned(), composed(password));
    turn.take(move |buffer| {
        let hash = credential.as_ref().map_or(NOBODYS, |credential| credential.hash.as_str());
        let as_typed = typed != composed && buffer.fits(typed.as_bytes(), hash);
        let as_composed = buffer.fits(composed.as_bytes(), hash);
        let Some(credential) = credential.filter(|old| as_composed || (as_typed && !old.composed)) else {
            return Ok(Fit::default());
        };
        let anew = if credential.is_current() { None } else { Some(buffer.hash(composed.as_bytes())?) };
        Ok(Fit { fits: true, anew })
    })
    .await
}

fn composed(typed: &str) -> String {
    typed.nfc().collect()
}

/// Algorithm, version and parameters: what stands before the salt.
fn cost(hash: &str) -> Option<&str> {
    hash.rsplitn(3, '$').nth(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::hashing::Buffer;

    #[test]
    fn short_long_and_most_used_passwords_are_refused() {
        let ana = Email::parse("email", "ana.maria.silva@example.org").ok();
        let problem = |typed: &str| acceptable("password", typed, ana.as_ref()).err().map(|error| error.problem);
        assert_eq!(problem(""), Some(Problem::Missing));
        assert_eq!(problem("kestrel 9"), Some(Problem::TooShort { least: 10 }));
        assert_eq!(problem(&"k7".repeat(513)), Some(Problem::TooLong { most: 1_024, now: 1_026 }));
        for weak in ["Password123", "1234567890", "aaaaaaaaaaaa", "ana.maria.silva", "Ana.Maria.Silva@example.org"] {
            assert_eq!(problem(weak), Some(Problem::Weak), "{weak}");
        }
        assert_eq!(problem("a kestrel over the quay"), None);
    }

    #[test]
    fn the_list_is_in_the_form_it_is_searched_in() {
        for word in MOST_USED.lines() {
            assert_eq!(word, word.to_lowercase());
            assert!(word.len() >= PASSWORD_LEAST, "{word} is refused for its length already");
        }
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let mut buffer = Buffer::default();
        let real = buffer.hash(b"a kestrel over the quay").unwrap();
        assert!(cost(NOBODYS).is_some_and(|cost| cost.starts_with("$argon2id$v=19$m=")));
        assert_eq!(cost(&real), cost(NOBODYS));
        assert!(argon2::PasswordHash::new(NOBODYS).is_ok());
        assert!(!buffer.fits(b"a kestrel over the quay", NOBODYS));
    }
}
